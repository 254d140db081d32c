"""The month's payments of one programme, as one batch."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from timebank.subsidies.enums import Finding, PaidState, ProgrammeKind, RunStatus
from timebank.subsidies.models.enrolment import Enrolment
from timebank.subsidies.models.programme import Programme, Tier


class Run(models.Model):
    """One month of one programme: previewed, proposed, posted by somebody else. There is one that is not dropped."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="runs")
    kind = models.CharField(max_length=14, choices=ProgrammeKind.choices)  # the programme's, by foreign key
    month = models.DateField()  # its first day
    status = models.CharField(max_length=9, choices=RunStatus.choices, default=RunStatus.DRAFT)
    people = models.PositiveIntegerField(default=0)  # rows that are paid, once they stand
    fen = models.BigIntegerField(default=0)
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=200, blank=True)  # why it was sent back or dropped

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "month"], condition=~Q(status="CANCELLED"), name="run_once_a_month"
            ),
            models.UniqueConstraint(fields=["id", "kind"], name="run_and_kind"),
            models.CheckConstraint(condition=Q(month__day=1), name="run_month_begins_on_first"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(proposed_by=None) | ~Q(decided_by=F("proposed_by")),
                name="run_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(status="POSTED") | Q(decided_by__isnull=False, proposed_by__isnull=False),
                name="run_posted_by_a_second_person",
            ),
        ]
        indexes = [models.Index(fields=["programme", "-month"], name="run_by_programme")]


class RunRow(models.Model):
    """One person and month. ``included`` rows are paid; no month is ever paid twice, whichever run it is in."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=14, choices=ProgrammeKind.choices)  # the run's, by foreign key
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", db_index=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="rows")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="+")
    for_month = models.DateField()
    tier = models.ForeignKey(Tier, on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    fen = models.BigIntegerField(default=0)
    findings = ArrayField(models.CharField(max_length=12, choices=Finding.choices), default=list)
    included = models.BooleanField()
    by_hand = models.BooleanField(default=False)  # somebody put it in or left it out, and said why
    words = SealedTextField()
    paid = models.CharField(max_length=8, choices=PaidState.choices, blank=True)
    paid_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "enrolment", "for_month"], name="runrow_once"),
            models.UniqueConstraint(
                fields=["programme", "elder", "for_month"], condition=Q(included=True), name="runrow_month_paid_once"
            ),
            models.CheckConstraint(condition=Q(included=False) | Q(fen__gt=0), name="runrow_paid_is_something"),
            models.CheckConstraint(condition=Q(fen__gte=0), name="runrow_fen_not_negative"),
            models.CheckConstraint(condition=Q(for_month__day=1), name="runrow_month_begins_on_first"),
            # Only cash is paid out: what is given in services never becomes money in a hand.
            models.CheckConstraint(
                condition=Q(paid="") | Q(kind="CASH_ALLOWANCE"), name="runrow_only_cash_is_paid_out"
            ),
        ]
