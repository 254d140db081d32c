"""Who gets what a programme gives, from when to when."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from timebank.subsidies.enums import EndedBecause
from timebank.subsidies.models.programme import Programme


class Enrolment(models.Model):
    """One time of it; one at a time. Where the money goes is sealed, that somewhere is known is not."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="enrolments")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="enrolments")
    days = DateRangeField()  # the last day is not in it
    category = models.CharField(max_length=20, blank=True)  # on which ground: decides the amount
    bank = SealedTextField()
    bank_account = SealedTextField()
    has_bank_account = models.BooleanField(default=False)
    enrolled_at = models.DateTimeField()
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_because = models.CharField(max_length=12, choices=EndedBecause.choices, blank=True)
    ended_words = SealedTextField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="enrolment_one_at_a_time",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("elder", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_because="", days__endswith=None)
                | Q(ended_at__isnull=False, days__endswith__isnull=False) & ~Q(ended_because="")
                | Q(ended_at__isnull=False, days__isempty=True) & ~Q(ended_because=""),
                name="enrolment_ended_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["elder"], name="enrolment_by_elder"),
            models.Index(fields=["programme"], condition=Q(ended_at=None), name="enrolment_running"),
        ]

    @property
    def first_on(self) -> date | None:
        return self.days.lower

    @property
    def last_on(self) -> date | None:
        """The last day in it; None while it runs, and for one that never began."""
        return None if self.days.upper is None else self.days.upper - timedelta(days=1)
