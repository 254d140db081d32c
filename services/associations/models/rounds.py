"""Who of the association looks in on whom, in which rhythm, and what became of it."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.associations.enums import LookOutcome
from services.standing.rhythm import Rhythm

ORGANISATION = "organisations.Organisation"


class Round(models.Model):
    """One helper, one elder, and the days, read by ``services.standing.rhythm``: no row is made for a day to come.

    ``standing`` is what the elder's side ordered so that the helper's time counts; without it this is neighbourly help.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="rounds")
    helper = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="+")
    rrule = models.CharField(max_length=200, blank=True)
    lunar = models.CharField(max_length=80, blank=True)
    clock = models.TimeField()
    minutes = models.PositiveSmallIntegerField()  # how long it takes, as planned
    first_on = models.DateField()
    last_on = models.DateField(null=True)
    standing = models.OneToOneField("standing.StandingOrder", on_delete=models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="round_one_rhythm", condition=Q(rrule="") & ~Q(lunar="") | ~Q(rrule="") & Q(lunar="")
            ),
            models.CheckConstraint(name="round_forward", condition=Q(last_on=None) | Q(last_on__gte=F("first_on"))),
            models.CheckConstraint(name="round_lasts", condition=Q(minutes__range=(5, 480))),
        ]
        indexes = [models.Index(fields=["organisation"], condition=Q(ended_at=None), name="round_active")]

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(self.first_on, self.last_on, self.rrule, self.lunar)

    def days(self, since: date, until: date) -> list[date]:
        """Days of the plan in a time, both ends included."""
        if self.ended_at is not None:
            until = min(until, timezone.localdate(self.ended_at) - timedelta(days=1))
        return self.rhythm.days(since, until) if since <= until else []


class Look(models.Model):
    """Somebody of the association looked in, or did not. Without ``round`` it was help nobody had planned.

    No minutes of the books: whoever wants them counted has an order (ADR 49). ``minutes`` are what they say it took.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="looks")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, related_name="looks")
    helper = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    outcome = models.CharField(max_length=8, choices=LookOutcome.choices)
    minutes = models.PositiveSmallIntegerField(null=True)
    worried = models.BooleanField(default=False)  # the village was told
    words = SealedTextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "on"], name="look_once_a_day"),
            models.CheckConstraint(
                name="look_minutes_of_what_was_done",
                condition=Q(minutes=None) | Q(outcome="DONE", minutes__range=(1, 960)),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "on"], name="look_by_day"),
            models.Index(fields=["elder"], name="look_of_elder"),
        ]
