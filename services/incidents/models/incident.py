"""An emergency: whom it is about, whose turn it is, and until when."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.incidents.enums import OVER, RUNNING, Channel, Kind, Level, PauseReason, Result, Severity, State


class Incident(models.Model):
    """Something happened to an elder, or to somebody nobody knows yet.

    ``level`` is whose turn it is and ``due_at`` when it goes up by itself; both the first responder (``first_by``) and
    who sees it through to the end (``owner``) are people. ``happened_at`` and ``device_at`` are what the reporter and
    their device said, ``reported_at`` is the server's own time.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, null=True, related_name="incidents")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")  # as finely as is known
    kind = models.CharField(max_length=21, choices=Kind.choices)
    severity = models.CharField(max_length=7, choices=Severity.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.REPORTED)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    to = models.CharField(max_length=8, choices=Level.choices)  # as the reporter chose
    level = models.CharField(max_length=8, choices=Level.choices)
    discreet = models.BooleanField(default=False)  # harm that was not told to the village: it may come from there
    words = SealedTextField()
    place_words = SealedTextField()
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reporter_name = SealedTextField()
    reporter_phone = SealedTextField()
    happened_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    doubtful = models.BooleanField(default=False)  # the device's clock did not agree with ours
    reported_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    alarms = models.PositiveSmallIntegerField(default=0)  # how often it went up, or was repeated at the top
    paused_until = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=9, choices=PauseReason.choices, blank=True)
    paused_minutes = models.PositiveIntegerField(default=0)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    owner_level = models.CharField(max_length=8, choices=Level.choices, blank=True)
    owned_at = models.DateTimeField(null=True)
    handing_to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.CharField(max_length=11, choices=Result.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)  # when what was said of somebody nobody knew was erased
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="absorbed")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RUNNING, due_at__isnull=False) | (~Q(state__in=RUNNING) & Q(due_at=None)),
                name="incident_clock_runs_while_nobody_owns_it",
            ),
            models.CheckConstraint(
                condition=Q(owner=None, owner_level="", owned_at=None) & ~Q(state=State.OWNED)
                | Q(owner__isnull=False, owned_at__isnull=False) & ~Q(owner_level=""),
                name="incident_owned_has_owner",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, closed_at__isnull=False) | (~Q(state__in=OVER) & Q(closed_at=None)),
                name="incident_over_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DUPLICATE, merged_into__isnull=False)
                | (~Q(state=State.DUPLICATE) & Q(merged_into=None)),
                name="incident_duplicate_of_another",
            ),
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="incident_not_of_itself"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="incident_due"),
            models.Index(fields=["region", "-reported_at"], name="incident_by_place"),
            models.Index(fields=["reporter", "-reported_at"], name="incident_by_reporter"),
        ]

    @property
    def is_running(self) -> bool:
        """Nobody sees it through to the end yet."""
        return self.state in RUNNING

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def took(self) -> timedelta | None:
        """From the report to the first answer."""
        return self.first_at - self.reported_at if self.first_at is not None else None
