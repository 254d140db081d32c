"""What the gauges showed on a day, and of whom: written at night, and never changed afterwards."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.keys import new_key
from services.supervision.enums import Gauge, Light, Subject


class Reading(models.Model):
    """One gauge of one place (village, township or county) at the end of a day. Append-only by trigger.

    ``denominator`` cases were counted, ``numerator`` of them reached what was asked. ``goal`` and ``red_below`` are per
    cent, as the rules said on that day; ``rule`` keeps the other limits that were applied, with their ground.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    gauge = models.CharField(max_length=8, choices=Gauge.choices)
    region_code = models.CharField(max_length=12, db_collation="C")
    on = models.DateField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    goal = models.PositiveSmallIntegerField()
    red_below = models.PositiveSmallIntegerField()
    rule = models.JSONField(default=list)
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region_code", "gauge", "on"], name="reading_once_a_day"),
            models.CheckConstraint(condition=Q(numerator__lte=F("denominator")), name="reading_part_of_the_whole"),
        ]

    @property
    def percent(self) -> float | None:
        """One decimal, cut and not rounded up: 99.96 is not yet 100."""
        return percent(self.numerator, self.denominator)

    @property
    def short(self) -> int:
        """How many cases are missing."""
        return self.denominator - self.numerator

    @property
    def light(self) -> Light:
        return light(self.numerator, self.denominator, goal=self.goal, red_below=self.red_below)

    @property
    def drawn_early(self) -> bool:
        """The first of a county: on the day itself, as it stood at that moment."""
        return timezone.localdate(self.drawn_at) == self.on

    @property
    def drawn_later(self) -> bool:
        """Not in the night after the day, but afterwards from dated rows."""
        return timezone.localdate(self.drawn_at) > self.on + timedelta(days=1)


class Case(models.Model):
    """One case of a gauge over the days on which nothing of it changed: ``since`` the first, until before ``until``.

    The readings of a day are the counts of the cases that hold on it. ``until`` is empty while the case stands as it
    was last found; it is set once, and nothing else ever changes (by trigger). ``facts`` are what decided: no words, no
    names. There is no foreign key: whoever is forgotten leaves a key behind that leads nowhere.
    """

    id = models.BigAutoField(primary_key=True)
    gauge = models.CharField(max_length=8, choices=Gauge.choices)
    region_code = models.CharField(max_length=12, db_collation="C")
    subject = models.CharField(max_length=8, choices=Subject.choices)
    subject_id = models.UUIDField()
    elder_id = models.UUIDField(null=True)
    reached = models.BooleanField()
    facts = models.JSONField(default=dict)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gauge", "subject_id", "region_code"], condition=Q(until=None), name="case_stands_once"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="case_days_forward"),
        ]
        indexes = [
            models.Index(fields=["gauge", "region_code", "reached"], name="case_by_place"),
        ]


class Late(models.Model):
    """What would be counted for a day with all that became known since. Counted anew at night; the reading stays."""

    id = models.BigAutoField(primary_key=True)
    gauge = models.CharField(max_length=8, choices=Gauge.choices)
    region_code = models.CharField(max_length=12, db_collation="C")
    on = models.DateField()
    arrived = models.PositiveIntegerField()  # cases that would be counted otherwise
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region_code", "gauge", "on"], name="late_once_a_day")]

    @property
    def percent(self) -> float | None:
        return percent(self.numerator, self.denominator)


def percent(numerator: int, denominator: int) -> float | None:
    """Per cent with one decimal, cut; None of nothing."""
    return (numerator * 1000 // denominator) / 10 if denominator else None


def light(numerator: int, denominator: int, *, goal: int, red_below: int) -> Light:
    """Against the goal, exactly: red when more than ``red_below`` hundredths under it."""
    if not denominator:
        return Light.NOTHING
    if numerator * 100 >= goal * denominator:
        return Light.REACHED
    return Light.RED if numerator * 100 < (goal - red_below) * denominator else Light.YELLOW
