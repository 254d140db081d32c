"""One choosing (评选) of a county."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from accounts.keys import new_key
from services.honours.enums import Kind, RoundState

USER = settings.AUTH_USER_MODEL


class HonourRound(models.Model):
    """A county chooses for the years ``first_year`` to ``last_year``. No two rounds of a county share a year.

    ``counts`` says of the list that was drawn, by kind: {considered, below, excluded, listed}. Whoever decides is
    neither who opened the notice nor who put the shortlist together; the database holds the first.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    county = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    carers = models.PositiveSmallIntegerField(default=0)  # how many are chosen; 0: not this time
    families = models.PositiveSmallIntegerField(default=0)
    rule = models.JSONField(default=dict)  # the rhythm as it was applied, with its citation
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.COLLECTING)
    collect_until = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    drawing_since = models.DateTimeField(null=True)  # while a list is being drawn
    drawn_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    notice_from = models.DateField(null=True)
    notice_until = models.DateField(null=True)
    notice_is_provisional = models.BooleanField(default=False)  # that year's holidays were not fixed yet
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    dropped_because = models.CharField(max_length=300, blank=True)
    forgotten_at = models.DateTimeField(null=True)  # when names and numbers of those who objected were erased

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="honour_round_years_once",
                expressions=[
                    ("county", RangeOperators.EQUAL),
                    (
                        Func(
                            F("first_year"),
                            F("last_year"),
                            Value("[]"),
                            function="int4range",
                            output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(state=RoundState.DROPPED),
            ),
            models.CheckConstraint(name="honour_round_years_forward", condition=Q(last_year__gte=F("first_year"))),
            models.CheckConstraint(name="honour_round_chooses_somebody", condition=Q(carers__gt=0) | Q(families__gt=0)),
            models.CheckConstraint(
                name="honour_round_notice_is_dated",
                condition=~Q(state__in=[RoundState.NOTICE, RoundState.DECIDED])
                | Q(notice_from__isnull=False, notice_until__gte=F("notice_from"), published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="honour_round_decided_by_another",
                condition=~Q(state=RoundState.DECIDED)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decided_by=F("published_by"))),
            ),
            models.CheckConstraint(
                name="honour_round_dropped_says_why",
                condition=~Q(state=RoundState.DROPPED) | Q(dropped_because__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["county", "-last_year"], name="honour_round_newest")]

    def __str__(self) -> str:
        return f"{self.county_id} {self.years}"

    @property
    def years(self) -> str:
        """``2025–2026``."""
        return f"{self.first_year}–{self.last_year}" if self.first_year != self.last_year else str(self.last_year)

    def places(self, kind: str) -> int:
        """How many of a kind are chosen."""
        return self.carers if kind == Kind.CARER else self.families

    @property
    def kinds(self) -> list[Kind]:
        return [kind for kind in Kind if self.places(kind)]
