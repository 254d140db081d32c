"""What a lower office sends up and is answered (N88 D46), and the figures of a year a township signed (D48)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.supervision.enums import MatterKind, MatterState

USER = settings.AUTH_USER_MODEL


class Matter(models.Model):
    """A problem or a grave finding, from one place to one above it, with the day it was received and answered."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=7, choices=MatterKind.choices)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")  # whose matter it is
    to = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")  # who is asked
    title = models.CharField(max_length=60)
    words = SealedTextField()
    answer = SealedTextField()
    state = models.CharField(max_length=8, choices=MatterState.choices, default=MatterState.RAISED)
    due_on = models.DateField()  # until when an answer is expected
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MatterState.ANSWERED) | Q(received_at__isnull=False, answered_at__isnull=False),
                name="matter_answered_has_time",
            ),
        ]
        indexes = [models.Index(fields=["region", "-raised_at"], name="matter_by_place")]


class YearFigures(models.Model):
    """What a township is measured by at the end of a year: frozen by one person, signed by another, then for good."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    rows = models.JSONField(default=dict)
    frozen_at = models.DateTimeField()
    frozen_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="year_figures_once"),
            models.CheckConstraint(
                condition=Q(signed_by=None) | ~Q(signed_by=F("frozen_by")), name="year_signed_by_another"
            ),
        ]
