"""Rosters that were sent in, looked through and not yet, or already, written into the registry."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.keys import new_key
from accounts.rosters.enums import Effect, UploadState, Verdict
from accounts.sealed_fields import SealedJSONField, SealedTextField


class RosterUpload(models.Model):
    """A workbook somebody sent in. The file lies encrypted beside the database until it is written in or forgotten."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    file_name = models.CharField(max_length=120)
    size_bytes = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the file: the same one again is the same upload
    file_key = SealedTextField(null=True, default=None)  # what the file is encrypted with; None once it is gone
    state = models.CharField(max_length=9, choices=UploadState.choices, default=UploadState.CHECKING)
    failure = models.CharField(max_length=300, blank=True)  # why, when it FAILED or could not be written
    layout: Any = SealedJSONField()  # what was recognised: sheets, headings, samples
    chosen = models.JSONField(default=dict)  # sheet → column → code, as a person decided
    decided: Any = SealedJSONField()  # mends, keeps, renamed: see accounts.rosters.checking.Decided
    accepted = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0)  # of those, how many are new
    rejected = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    ignored = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField(null=True)
    forget_on = models.DateField()  # the file and its rows go at the latest

    class Meta:
        indexes = [models.Index(fields=["region", "-uploaded_at"], name="roster_newest")]

    @property
    def updates(self) -> int:
        return self.accepted - self.fresh

    @property
    def rows_total(self) -> int:
        return self.accepted + self.rejected + self.duplicates + self.ignored


class RosterRow(models.Model):
    """One row of an upload as the preview shows it; gone with the file."""

    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(RosterUpload, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=40)
    row = models.PositiveIntegerField()
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    effect = models.CharField(max_length=6, choices=Effect.choices, blank=True)
    fields = ArrayField(models.CharField(max_length=24), default=list)  # at fault
    of = models.PositiveIntegerField(null=True)  # row that it repeats
    why = models.CharField(max_length=10, blank=True)  # it was left out
    content: Any = SealedJSONField()  # faults, values, written

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "sheet", "row"], name="roster_row_once")]
        indexes = [models.Index(fields=["upload", "verdict", "id"], name="roster_row_by_verdict")]


class NationalEntry(models.Model):
    """An elder was entered in the national system of the left-behind (全国农村“三留守”人员信息管理系统)."""

    elder = models.OneToOneField("elders.Elder", on_delete=models.CASCADE, primary_key=True, related_name="national")
    entered_at = models.DateTimeField()  # when the list was fetched from which it was typed in there
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
