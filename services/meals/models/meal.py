"""Who eats what and when, who pays, and what became of it."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from accounts.elders.enums import Consent
from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.meals.enums import Because, MealStatus, Proof, Sitting, Way
from services.meals.models.menu import Menu, MenuDish
from services.meals.models.round import DeliveryRound


class Meal(models.Model):
    """One portion for one elder. Day and sitting stand here again, so that the database forbids a second one.

    ``programme_fen`` is what a programme has set aside, ``paid_fen`` what it has paid; the rest is the payer's.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="meals")
    payer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    menu = models.ForeignKey(Menu, on_delete=models.PROTECT, related_name="meals")
    on = models.DateField()
    sitting = models.CharField(max_length=9, choices=Sitting.choices)
    way = models.CharField(max_length=7, choices=Way.choices)
    status = models.CharField(max_length=9, choices=MealStatus.choices, default=MealStatus.BOOKED)
    fen = models.PositiveIntegerField()
    programme_fen = models.PositiveIntegerField(default=0)
    paid_fen = models.PositiveIntegerField(default=0)
    charge_percent = models.PositiveSmallIntegerField(default=100)  # of what the payer owes, once it is settled
    clashes = ArrayField(models.CharField(max_length=20), default=list)  # known when it was ordered, and said then
    note = SealedTextField()
    consent = models.CharField(max_length=12, choices=Consent.choices, default=Consent.IN_PERSON)
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    late = models.BooleanField(default=False)  # called off when the kitchen had begun
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    device_at = models.DateTimeField(null=True)  # the phone's clock, when it had no signal
    doubtful = models.BooleanField(default=False)
    proof = models.CharField(max_length=4, choices=Proof.choices, blank=True)
    because = models.CharField(max_length=13, choices=Because.choices, blank=True)
    words = SealedTextField()
    round = models.ForeignKey(DeliveryRound, on_delete=models.SET_NULL, null=True, related_name="meals")
    stop = models.PositiveSmallIntegerField(null=True)  # which door of the round
    incident = models.ForeignKey("incidents.Incident", on_delete=models.PROTECT, null=True, related_name="+")
    order = models.OneToOneField("orders.Order", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="meal_one_a_sitting", fields=["elder", "on", "sitting"], condition=~Q(status="CANCELLED")
            ),
            models.CheckConstraint(name="meal_status_known", condition=Q(status__in=MealStatus.values)),
            models.CheckConstraint(
                name="meal_closed_at_a_time",
                condition=Q(status="BOOKED", closed_at=None) | ~Q(status="BOOKED") & Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meal_programme_pays_a_part",
                condition=Q(programme_fen__lte=F("fen"), paid_fen__lte=F("fen"), charge_percent__lte=100),
            ),
            models.CheckConstraint(name="meal_late_when_called_off", condition=Q(late=False) | Q(status="CANCELLED")),
            models.CheckConstraint(name="meal_on_a_round_is_brought", condition=Q(round=None) | Q(way="DELIVER")),
        ]
        indexes = [
            models.Index(fields=["menu", "status"], name="meal_by_menu"),
            models.Index(fields=["elder", "-on"], name="meal_by_elder"),
            models.Index(fields=["payer", "on"], name="meal_by_payer"),
        ]

    @property
    def title(self) -> str:
        """What is on the plate; needs ``lines__menu_dish__dish``."""
        comma = "、" if (get_language() or "zh").startswith("zh") else ", "
        return comma.join(line.menu_dish.dish.name for line in self.lines.all())

    @property
    def own_fen(self) -> int:
        """What the payer owes for it as things stand."""
        if self.status == MealStatus.BOOKED:
            return self.fen - self.programme_fen
        return (self.fen - self.paid_fen) * self.charge_percent // 100


class MealLine(models.Model):
    """One dish of the plate."""

    id = models.BigAutoField(primary_key=True)
    meal = models.ForeignKey(Meal, on_delete=models.CASCADE, related_name="lines")
    menu_dish = models.ForeignKey(MenuDish, on_delete=models.PROTECT, related_name="+")
    fen = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(name="mealline_once", fields=["meal", "menu_dish"])]


class Paying(models.Model):
    """Somebody else pays for what an elder eats, from a day on, because they said so themselves."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="meals_paid_by")
    payer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    since_on = models.DateField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="paying_one_at_a_time", fields=["elder"], condition=Q(ended_at=None))
        ]


class Away(models.Model):
    """Days on which an elder is known to be elsewhere: nothing is cooked, and nobody wonders."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="away")
    days = DateRangeField()  # the last day is not in it
    words = SealedTextField()
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="away_once_a_day",
                expressions=[("elder", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
                condition=Q(cancelled_at=None),
            ),
            models.CheckConstraint(name="away_forward", condition=Q(days__isempty=False)),
        ]

    @property
    def first_on(self) -> date:
        first: date = self.days.lower
        return first

    @property
    def last_on(self) -> date:
        """The last day away."""
        last: date = self.days.upper - timedelta(days=1)
        return last
