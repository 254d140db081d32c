"""An order and its lines."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.functional import cached_property
from django.utils.translation import get_language

from accounts.elders.enums import Consent
from accounts.keys import new_key
from accounts.people.enums import Gender
from accounts.sealed_fields import SealedTextField
from services.orders.enums import GOING_ON, Funding, OrderStatus
from timebank.purses.models import MinuteUse
from timebank.purses.queries import minutes_paid_for
from timebank.subsidies.enums import UseStatus
from timebank.subsidies.models import VoucherUse
from timebank.subsidies.queries.funding import uses_of


class Order(models.Model):
    """What an elder asked for, when, and how many people it takes."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="orders")
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    consent = models.CharField(max_length=12, choices=Consent.choices, default=Consent.IN_PERSON)
    untold = models.BooleanField(default=False)  # somebody ordered for the elder, who has not been told yet
    status = models.CharField(max_length=10, choices=OrderStatus.choices, default=OrderStatus.DRAFT)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seats = models.PositiveSmallIntegerField(default=1)
    note = SealedTextField()
    planned_minutes = models.PositiveIntegerField()  # held for it, over all seats
    price_fen = models.PositiveIntegerField(default=0)
    # Copied from the items and the elder when it was placed, so that the board needs one table.
    category = models.ForeignKey("catalogue.Category", on_delete=models.PROTECT, related_name="+", db_index=False)
    village_code = models.CharField(max_length=12, db_collation="C")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    gender_wanted = models.CharField(max_length=6, choices=Gender.choices, blank=True)
    credential_wanted = models.CharField(max_length=16, blank=True)
    volunteers_may = models.BooleanField(default=True)  # else organisations only
    created_at = models.DateTimeField(db_default=Now())
    served_at = models.DateTimeField(null=True)
    # By the rule of the day it was served: when it confirms itself on strong proof, after so many hours; null: never.
    auto_confirm_at = models.DateTimeField(null=True)
    auto_confirm_hours = models.PositiveSmallIntegerField(null=True)
    call_back_at = models.DateTimeField(null=True)  # the proof was weak, so since then somebody should ring
    closed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    rating = models.PositiveSmallIntegerField(null=True)  # 1 to 5; the three faces are 1, 3 and 5
    comment = SealedTextField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="order_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="order_has_a_seat", condition=Q(seats__gte=1)),
            models.CheckConstraint(name="order_rating_in_range", condition=Q(rating=None) | Q(rating__range=(1, 5))),
        ]
        indexes = [
            # The board: open orders of a subtree, newest first. UUIDv7 keys sort by time.
            models.Index(fields=["-id"], name="order_open_newest", condition=Q(status="OPEN")),
            models.Index(fields=["village_code", "-id"], name="order_open_by_village", condition=Q(status="OPEN")),
            models.Index(fields=["category", "-id"], name="order_open_by_category", condition=Q(status="OPEN")),
            # With the state in it a county is counted from the index alone.
            models.Index(fields=["village_code", "starts_at"], include=["status"], name="order_by_village_and_state"),
            models.Index(
                fields=["status", "village_code"], name="order_going_on", condition=Q(status__in=[*map(str, GOING_ON)])
            ),
            models.Index(fields=["elder", "-starts_at"], name="order_by_elder"),
            models.Index(fields=["starts_at"], name="order_unfinished", condition=Q(status__in=["OPEN", "CLAIMED"])),
            models.Index(fields=["village_code", "id"], name="order_untold", condition=Q(untold=True)),
            models.Index(
                fields=["auto_confirm_at"],
                name="order_confirms_itself",
                condition=Q(status="SERVED", call_back_at=None),
            ),
            models.Index(
                fields=["village_code", "call_back_at"],
                name="order_call_back",
                condition=Q(status="SERVED", call_back_at__isnull=False),
            ),
        ]

    @property
    def title(self) -> str:
        """Names of what was ordered, in the reader's language; needs ``lines__version`` prefetched."""
        comma = "、" if (get_language() or "zh").startswith("zh") else ", "
        return comma.join(line.label for line in self.lines.all())

    @cached_property
    def paid_by(self) -> list[VoucherUse]:
        """What programmes have set aside or paid for lines of it, and why one in the end did not. One query."""
        return uses_of([self.id])[self.id]

    @cached_property
    def gifts_and_pool(self) -> list[MinuteUse]:
        """What gifts and the community pool have set aside or paid of it. One query."""
        return minutes_paid_for([self.id])[self.id]

    @property
    def own_minutes(self) -> int:
        """What the own passbook has set aside of ``planned_minutes``."""
        return self.planned_minutes - sum(use.held_minutes for use in self.gifts_and_pool)

    @property
    def cash_fen(self) -> int:
        """What is left to pay by hand."""
        return self.price_fen - sum(use.held_fen for use in self.paid_by if use.status != UseStatus.RELEASED)

    @property
    def icon(self) -> str:
        return next((line.version.icon for line in self.lines.all()), "company")


class OrderLine(models.Model):
    """One thing from the menu, at the price of the day it was ordered."""

    id = models.BigAutoField(primary_key=True)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    version = models.ForeignKey("catalogue.ItemVersion", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveIntegerField()  # price of this line for one seat, coefficient applied
    fen = models.PositiveIntegerField(default=0)
    funding = models.CharField(max_length=12, choices=Funding.choices)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="order_line_quantity_positive", condition=Q(quantity__gte=1)),
            models.UniqueConstraint(fields=["order", "version"], name="order_line_item_once"),
        ]

    @property
    def label(self) -> str:
        return self.version.name if self.quantity == 1 else f"{self.version.name} ×{self.quantity}"
