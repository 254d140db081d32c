"""Orders that come round: what, in which rhythm, when not, and what became of each day."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from accounts.elders.enums import Consent
from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.standing.enums import OccurrenceState, OnHoliday
from services.standing.rhythm import Rhythm


class StandingOrder(models.Model):
    """What an elder wants again and again. Clock times are those of China. Active until ``ended_at``."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="standing_orders")
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    consent = models.CharField(max_length=12, choices=Consent.choices, default=Consent.IN_PERSON)
    rrule = models.CharField(max_length=200, blank=True)  # RFC 5545; see rhythm.py
    lunar = models.CharField(max_length=80, blank=True)
    on_holiday = models.CharField(max_length=4, choices=OnHoliday.choices, default=OnHoliday.KEEP)
    clock = models.TimeField()
    minutes = models.PositiveSmallIntegerField()  # how long it lasts by the clock
    first_on = models.DateField()
    last_on = models.DateField(null=True)
    note = SealedTextField()
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="standing_one_rhythm", condition=Q(rrule="", lunar__gt="") | Q(rrule__gt="", lunar="")
            ),
            models.CheckConstraint(
                name="standing_days_forward", condition=Q(last_on=None) | Q(last_on__gte=models.F("first_on"))
            ),
            models.CheckConstraint(name="standing_lasts", condition=Q(minutes__range=(1, 1440))),
        ]
        indexes = [models.Index(fields=["elder"], condition=Q(ended_at=None), name="standing_active")]

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(self.first_on, self.last_on, self.rrule, self.lunar, self.on_holiday)

    @property
    def title(self) -> str:
        """What comes round, in the reader's language; needs ``lines__item__versions``."""
        comma = "、" if (get_language() or "zh").startswith("zh") else ", "
        return comma.join(line.label for line in self.lines.all())

    def span(self, day: date) -> tuple[datetime, datetime]:
        """From when to when somebody comes on that day."""
        starts_at = timezone.make_aware(datetime.combine(day, self.clock))
        return starts_at, starts_at + timedelta(minutes=self.minutes)


class StandingLine(models.Model):
    """So many of one thing of the menu, at the price of each day."""

    id = models.BigAutoField(primary_key=True)
    standing = models.ForeignKey(StandingOrder, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey("catalogue.Item", on_delete=models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="standing_line_quantity_positive", condition=Q(quantity__gte=1)),
            models.UniqueConstraint(fields=["standing", "item"], name="standing_line_item_once"),
        ]

    @property
    def label(self) -> str:
        """As the thing is called in its latest version; needs ``item__versions``."""
        version = max(self.item.versions.all(), key=lambda one: one.id, default=None)
        name = self.item.code if version is None else version.name
        return name if self.quantity == 1 else f"{name} ×{self.quantity}"


class Pause(models.Model):
    """Days on which nobody comes; without an end until somebody lifts it."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    standing = models.ForeignKey(StandingOrder, on_delete=models.CASCADE, related_name="pauses")
    days = DateRangeField()  # the last day is not in it
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["days"]
        constraints = [
            ExclusionConstraint(
                name="pause_no_overlap",
                expressions=[("standing", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(name="pause_not_empty", condition=Q(days__isempty=False)),
        ]

    @property
    def first_on(self) -> date:
        return self.days.lower

    @property
    def last_on(self) -> date | None:
        return None if self.days.upper is None else self.days.upper - timedelta(days=1)

    def covers(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


class Occurrence(models.Model):
    """One day of a standing order, and the order that was placed for it. The row is what makes it happen once."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    standing = models.ForeignKey(StandingOrder, on_delete=models.PROTECT, related_name="occurrences")
    on = models.DateField()
    state = models.CharField(max_length=7, choices=OccurrenceState.choices)
    order = models.OneToOneField("orders.Order", on_delete=models.PROTECT, null=True, related_name="occurrence")
    refusal = models.CharField(max_length=40, blank=True)  # the code of what stood in the way
    settled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standing", "on"], name="occurrence_once_a_day"),
            models.CheckConstraint(
                name="occurrence_ordered_has_order",
                condition=Q(state=OccurrenceState.ORDERED, order__isnull=False)
                | (~Q(state=OccurrenceState.ORDERED) & Q(order=None)),
            ),
            models.CheckConstraint(
                name="occurrence_refused_has_code",
                condition=Q(state=OccurrenceState.REFUSED, refusal__gt="")
                | (~Q(state=OccurrenceState.REFUSED) & Q(refusal="")),
            ),
        ]
        indexes = [
            models.Index(fields=["on"], condition=Q(state=OccurrenceState.REFUSED), name="occurrence_refused"),
        ]
