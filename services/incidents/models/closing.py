"""The report without which nothing is closed, and what else belongs to an incident."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.incidents.enums import Level, LinkKind, Result, Verdict
from services.incidents.models.incident import Incident


class ClosingReport(models.Model):
    """What was found, what was done, how it is to be prevented; approved, or sent back, by the level above."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="reports")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, null=True, related_name="+")
    level = models.CharField(max_length=8, choices=Level.choices)  # of who wrote it
    result = models.CharField(max_length=11, choices=Result.choices)
    found = SealedTextField()  # where, when, how they were
    done = SealedTextField()  # hospital, home, who looks after them
    prevention = SealedTextField()
    late = SealedTextField()  # why it went up, when it did
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.WAITING)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answer = SealedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident"],
                condition=Q(verdict__in=[Verdict.WAITING, Verdict.APPROVED]),
                name="closing_report_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("written_by")), name="closing_report_read_by_another"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.WAITING, decided_by=None, decided_at=None)
                | (~Q(verdict=Verdict.WAITING) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="closing_report_decided_as_a_whole",
            ),
        ]


class Picture(models.Model):
    """A photograph of what happened, of the place, of how somebody was found."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="photographs")
    photograph = models.OneToOneField("photos.Photograph", on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["incident", "photograph"], name="incident_pictures")]


class Link(models.Model):
    """A visit, an order or a call that the incident came from, or led to."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=5, choices=LinkKind.choices)
    target = models.UUIDField(db_index=True)
    linked_at = models.DateTimeField()
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "kind", "target"], name="incident_link_once")]
