"""Minutes that are not an elder's own and pay for their orders: gifts kept apart, and the community pool."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from timebank.purses.enums import Source, UseStatus


class Purse(models.Model):
    """One gift of minutes for one elder's orders. What is in it stands in its account of the ledger."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="purses")
    giver = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="purses_given")
    account = models.OneToOneField("ledger.Account", on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveIntegerField()
    words = SealedTextField()
    given_at = models.DateTimeField()
    last_on = models.DateField()  # what is not used by then goes back to the giver
    back_at = models.DateTimeField(null=True)  # what was left has gone back
    back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    back_words = SealedTextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="purse_minutes_positive")]
        indexes = [
            models.Index(fields=["elder", "last_on"], name="purse_by_elder"),
            models.Index(fields=["giver", "-id"], name="purse_by_giver"),
        ]


class PoolGrant(models.Model):
    """An official lets one elder use the pool of the county: so many minutes a month, from a day to a day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="pool_grants")
    minutes_a_month = models.PositiveIntegerField()
    days = DateRangeField()  # the last day is not in it
    because = SealedTextField()
    citation = models.CharField(max_length=200, blank=True)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(minutes_a_month__gt=0), name="poolgrant_minutes_positive")]
        indexes = [models.Index(fields=["elder"], name="poolgrant_by_elder")]

    @property
    def last_on(self) -> date | None:
        """The last day in it; None: until somebody ends it."""
        return None if self.days.upper is None else self.days.upper - timedelta(days=1)


class MinuteUse(models.Model):
    """Minutes of one source for one order: set aside when it is placed, drawn into the passbook when it is confirmed.

    The order lives a floor above; its id is kept without a foreign key. The hold of the ledger has this row's id.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    order_id = models.UUIDField()
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=4, choices=Source.choices)
    purse = models.ForeignKey(Purse, on_delete=models.PROTECT, null=True, related_name="uses")
    account = models.ForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+", db_index=False)
    service_on = models.DateField()
    held_minutes = models.PositiveIntegerField()
    drawn_minutes = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=8, choices=UseStatus.choices, default=UseStatus.HELD)
    rule = models.JSONField(default=list)
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(held_minutes__gt=0), name="minuteuse_minutes_positive"),
            models.CheckConstraint(
                condition=Q(drawn_minutes__lte=F("held_minutes")), name="minuteuse_draws_what_was_held"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["DRAWN", "RETURNED"], drawn_minutes__gt=0)
                | Q(status__in=["HELD", "RELEASED"], drawn_minutes=0),
                name="minuteuse_drawn_is_something",
            ),
            models.CheckConstraint(
                condition=Q(source="GIFT", purse__isnull=False) | Q(source="POOL", purse=None),
                name="minuteuse_gift_names_its_purse",
            ),
        ]
        indexes = [
            models.Index(fields=["order_id"], name="minuteuse_by_order"),
            models.Index(fields=["elder", "service_on"], name="minuteuse_by_month", condition=Q(source="POOL")),
        ]
