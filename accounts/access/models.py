"""Who holds which role, where, and until when."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts.access.enums import (
    PAGE_PURPOSES,
    TO_A_REGION,
    TO_AN_ORGANISATION,
    UNBOUND,
    Department,
    ExportPurpose,
    Layout,
    Purpose,
    Role,
    Shown,
)
from accounts.keys import new_key


class Grant(models.Model):
    """A role given to a login: in a region subtree, in an organisation, or bound to neither."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=22, choices=Role.choices)
    department = models.CharField(max_length=20, choices=Department.choices, blank=True)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="grants"
    )
    since = models.DateTimeField(db_default=Now())
    until = models.DateTimeField(null=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_is_bound_as_its_role_asks",
                condition=(
                    models.Q(role__in=UNBOUND, region=None, organisation=None)
                    | models.Q(role__in=TO_AN_ORGANISATION, region=None, organisation__isnull=False)
                    | models.Q(role__in=TO_A_REGION, region__isnull=False, organisation=None)
                ),
            ),
            models.CheckConstraint(
                name="grant_names_a_department_or_none",
                condition=models.Q(role=Role.DEPARTMENT, department__in=Department.values)
                | (~models.Q(role=Role.DEPARTMENT) & models.Q(department="")),
            ),
        ]


class Reveal(models.Model):
    """Somebody was shown a person's private data: who, whose, why. Append-only by trigger.

    ``shown`` is what was asked for with a reason; empty for what a page shows as part of the work, which is written
    once a ``day``.
    """

    id = models.BigAutoField(primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="reveals", db_index=False)
    shown = models.CharField(max_length=10, choices=Shown.choices, blank=True)
    purpose = models.CharField(max_length=40)
    words = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=80)
    day = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by", "person", "purpose", "reference", "day"],
                condition=models.Q(day__isnull=False),
                name="reveal_once_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["by", "-at"], name="reveal_by_viewer"),
            models.Index(fields=["person", "-at"], name="reveal_of_person"),
        ]

    @property
    def reason(self) -> str:
        """The purpose as a person reads it: chosen from the list, or the kind of page."""
        return str({**dict(Purpose.choices), **PAGE_PURPOSES}.get(self.purpose, self.purpose))


class ExportRequest(models.Model):
    """Somebody wants to take a list of elders away: which, where, why. Somebody else decides."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    layout = models.CharField(max_length=10, choices=Layout.choices)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=10, choices=ExportPurpose.choices)
    words = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    approved = models.BooleanField(null=True)
    answer = models.CharField(max_length=200, blank=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="export_decided_by_another",
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="export_decided_as_a_whole",
                condition=models.Q(decided_by=None, decided_at=None, approved=None, expires_at=None)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False, approved=True, expires_at__isnull=False)
                | models.Q(decided_by__isnull=False, decided_at__isnull=False, approved=False, expires_at=None),
            ),
        ]
        indexes = [models.Index(fields=["region", "-asked_at"], name="export_by_region")]

    @property
    def waits(self) -> bool:
        """Nobody has decided yet."""
        return self.decided_at is None


class ExportDownload(models.Model):
    """A list was taken away: written before its first byte leaves. Append-only by trigger."""

    id = models.BigAutoField(primary_key=True)
    request = models.ForeignKey(ExportRequest, on_delete=models.PROTECT, related_name="downloads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["by", "-at"], name="export_download_by_viewer")]


class Erasure(models.Model):
    """What of a person was erased, when and why; the data itself is gone. Append-only by trigger."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="erasures")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=200)  # code and citation of the policy, or the request it answers
    erased = models.JSONField()  # what → how many values
