"""When members can be sent: their hours of the week, and the days they are away."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Now

from accounts.keys import new_key
from accounts.organisations.enums import AbsenceKind, Weekday
from accounts.organisations.models.organisation import Member


class MemberHours(models.Model):
    """Between which hours a member can be sent on a day of the week. Who has no row at all can be asked any time."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    starts = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["member", "weekday"], name="memberhours_once_a_day"),
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="memberhours_forward"),
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="memberhours_day_of_the_week"),
        ]


class Leave(models.Model):
    """Days on which a member cannot be sent. One taken back stays, with the moment."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="leaves")
    days = DateRangeField()
    kind = models.CharField(max_length=10, choices=AbsenceKind.choices)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(db_default=Now())
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="leave_once_a_day",
                expressions=[("member", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
                condition=models.Q(cancelled_at=None),
            ),
            models.CheckConstraint(condition=models.Q(days__isempty=False), name="leave_forward"),
        ]
