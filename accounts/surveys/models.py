"""Survey rounds: asked from above, walked from house to house, signed up the levels, frozen."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedJSONField, SealedTextField
from accounts.surveys.enums import Happened, Kind, Nudge, ReportState, RosterState, RoundState, Rung, Whom, WhyNot


class Round(models.Model):
    """A county asks all its villages to look at the same elders and the same groups of the dossier by a day."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=60)
    groups = ArrayField(models.CharField(max_length=10))  # codes of accounts.elders.fields.Group
    whom = models.CharField(max_length=12, choices=Whom.choices)
    starts_on = models.DateField()
    villages_due = models.DateField()
    townships_due = models.DateField()
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind"], condition=Q(state=RoundState.OPEN), name="round_one_open_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("villages_due")) & Q(villages_due__lte=F("townships_due")),
                name="round_days_forward",
            ),
        ]
        indexes = [models.Index(fields=["region", "-opened_at"], name="round_newest")]


class Report(models.Model):
    """What one village, or one township, owes a round. Villages are signed by the township, townships by the county."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    rung = models.CharField(max_length=8, choices=Rung.choices)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=ReportState.choices, default=ReportState.OPEN)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # As it was handed in; for a village still at work queries count.
    asked = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "region"], name="report_once_a_place"),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("submitted_by")), name="report_signed_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReportState.OPEN, ReportState.BACK], signed_at=None)
                | Q(state=ReportState.SUBMITTED, submitted_at__isnull=False, signed_at=None)
                | Q(state=ReportState.SIGNED, submitted_at__isnull=False, signed_at__isnull=False),
                name="report_dated_as_its_state_says",
            ),
        ]

    @property
    def due_on(self) -> date:
        """The last day to hand it in; needs ``round``."""
        return self.round.villages_due if self.rung == Rung.VILLAGE else self.round.townships_due

    @property
    def waits(self) -> bool:
        """Not handed in, or sent back."""
        return self.state in (ReportState.OPEN, ReportState.BACK)


class Step(models.Model):
    """Something that was done in a round, by whom and with which words. Append-only by trigger."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="steps")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="steps")
    what = models.CharField(max_length=10, choices=Happened.choices)
    words = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["round", "at"], name="round_steps")]


class Absence(models.Model):
    """Somebody knocked and could not ask: when, why. The latest stands for the elder when the village hands in."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="absences")
    elder = models.ForeignKey("elders.Elder", on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=11, choices=WhyNot.choices)
    words = SealedTextField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["round", "elder", "-at"], name="absence_latest")]


class Reminder(models.Model):
    """A reminder that went out, so that it goes out once."""

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="reminders")
    nudge = models.CharField(max_length=7, choices=Nudge.choices)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "nudge", "on"], name="reminder_once")]


class FrozenRoster(models.Model):
    """The roster of a township as it stood when it was handed in. Its rows never change, by trigger.

    ``digest`` is SHA-256 over the digests of the rows in their order; whoever gets past the trigger does not get past
    ``verify_roster``. A later handing in freezes another roster; the newest that was signed is the one that counts.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="rosters")
    state = models.CharField(max_length=7, choices=RosterState.choices, default=RosterState.WRITING)
    rows_asked = models.PositiveIntegerField(default=0)  # how many there will be: for the bar
    begun_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    counts = models.JSONField(default=dict)  # what → how many; no personal data

    class Meta:
        indexes = [models.Index(fields=["report", "-begun_at"], name="frozen_newest")]


class FrozenRow(models.Model):
    """One elder of a frozen roster: columns that lists ask for, everything personal sealed in ``content``."""

    id = models.BigAutoField(primary_key=True)
    roster = models.ForeignKey(FrozenRoster, on_delete=models.PROTECT, related_name="rows")
    position = models.PositiveIntegerField()
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="+")
    village_code = models.CharField(max_length=12, db_collation="C")
    left_behind = models.BooleanField(null=True)
    tier = models.CharField(max_length=6, blank=True)
    seen = models.BooleanField()
    why_not = models.CharField(max_length=11, choices=WhyNot.choices, blank=True)
    content: Any = SealedJSONField()  # the columns of the registry sheet, the reasons, a salt
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "position"], name="frozen_row_position"),
            models.UniqueConstraint(fields=["roster", "elder"], name="frozen_row_elder_once"),
        ]


class RosterCopy(models.Model):
    """A request to take a frozen roster away: the second person and the hours are those of any other list."""

    request = models.OneToOneField(
        "access.ExportRequest", on_delete=models.CASCADE, primary_key=True, related_name="frozen"
    )
    roster = models.ForeignKey(FrozenRoster, on_delete=models.PROTECT, related_name="copies")
