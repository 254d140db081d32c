"""Who runs a place, on which ground, from when to when."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from services.places.enums import Basis
from services.places.models.place import Place


class Terms(models.Model):
    """One agreement. There is one a day at most; what is over stays to be read."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="terms")
    basis = models.CharField(max_length=9, choices=Basis.choices)
    operator = models.ForeignKey(  # nobody's: the village runs it itself
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    days = DateRangeField()  # the last day is not in it
    words = models.CharField(max_length=400)
    ended_because = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-days"]
        constraints = [
            ExclusionConstraint(
                name="terms_one_a_day",
                expressions=[("place", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(name="terms_basis_known", condition=Q(basis__in=Basis.values)),
            models.CheckConstraint(name="terms_name_who_runs_it", condition=Q(basis="OWN") | Q(operator__isnull=False)),
            models.CheckConstraint(
                name="terms_begin_and_go_forward", condition=Q(days__isempty=False, days__startswith__isnull=False)
            ),
            models.CheckConstraint(name="terms_say_something", condition=~Q(words="")),
        ]

    @property
    def first_on(self) -> date:
        first: date = self.days.lower
        return first

    @property
    def last_on(self) -> date | None:
        """The last day in it; None: until further notice."""
        return None if self.days.upper is None else self.days.upper - timedelta(days=1)
