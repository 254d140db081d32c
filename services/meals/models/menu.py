"""What a canteen cooks."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.elders.fields import ALLERGENS, DIETS
from accounts.keys import new_key
from services.meals.enums import Sitting


class Dish(models.Model):
    """A dish of one canteen. What is in it is said once; a menu repeats the price of its day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    canteen = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="dishes")
    name = models.CharField(max_length=40)
    price_fen = models.PositiveIntegerField()
    allergens = ArrayField(models.CharField(max_length=12), default=list, blank=True)  # codes of elders.fields
    diets = ArrayField(models.CharField(max_length=12), default=list, blank=True)  # whom it is fit for
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="dish_name_once", fields=["canteen", "name"], condition=Q(retired_at=None)),
            models.CheckConstraint(name="dish_allergens_known", condition=Q(allergens__contained_by=list(ALLERGENS))),
            models.CheckConstraint(name="dish_diets_known", condition=Q(diets__contained_by=list(DIETS))),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def allergen_words(self) -> list[str]:
        return [str(ALLERGENS[code]) for code in self.allergens]

    @property
    def diet_words(self) -> list[str]:
        return [str(DIETS[code]) for code in self.diets]


class Menu(models.Model):
    """One sitting of one canteen on one day. ``counted`` is what the kitchen was told at the cut-off."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    canteen = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="menus")
    on = models.DateField()
    sitting = models.CharField(max_length=9, choices=Sitting.choices)
    cut_off_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    most = models.PositiveSmallIntegerField(null=True)  # portions; None: as many as are ordered
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    counted_at = models.DateTimeField(null=True)
    counted: Any = models.JSONField(null=True)  # id of a menu's dish → portions, with the sum under "all"
    closed_at = models.DateTimeField(null=True)  # when what nobody took was written down

    class Meta:
        ordering = ["on", "starts_at"]
        constraints = [
            models.UniqueConstraint(name="menu_once_a_sitting", fields=["canteen", "on", "sitting"]),
            models.UniqueConstraint(name="menu_and_its_day", fields=["id", "on", "sitting"]),
            models.CheckConstraint(name="menu_sitting_known", condition=Q(sitting__in=Sitting.values)),
            models.CheckConstraint(
                name="menu_in_order", condition=Q(cut_off_at__lte=F("starts_at"), ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="menu_counted_whole",
                condition=Q(counted_at=None, counted=None) | Q(counted_at__isnull=False, counted__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["cut_off_at"], condition=Q(counted_at=None), name="menu_to_count"),
            models.Index(fields=["ends_at"], condition=Q(closed_at=None), name="menu_to_close"),
            models.Index(fields=["on", "canteen"], name="menu_by_day"),
        ]

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    def takes_orders(self, at: datetime) -> bool:
        return self.is_published and at < self.cut_off_at


class MenuDish(models.Model):
    """A dish on one menu, at the price of that day."""

    id = models.BigAutoField(primary_key=True)
    menu = models.ForeignKey(Menu, on_delete=models.CASCADE, related_name="dishes")
    dish = models.ForeignKey(Dish, on_delete=models.PROTECT, related_name="+")
    price_fen = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="menudish_once", fields=["menu", "dish"])]
