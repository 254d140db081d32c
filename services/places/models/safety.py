"""How safe a place or a shared dwelling was found to be."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from services.places.enums import Device, FireGrade
from services.places.models.place import Place


class SafetyCheck(models.Model):
    """One check on one day: the grade, what stands ready, what must be put right, until when, and when it was."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="checks")
    checked_on = models.DateField()
    checked_by = models.CharField(max_length=60)  # office and name, as the sheet says
    grade = models.CharField(max_length=4, choices=FireGrade.choices)
    devices = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    findings = models.CharField(max_length=400, blank=True)
    due_on = models.DateField(null=True)  # until when it must be put right
    fixed_on = models.DateField(null=True)
    fixed_words = models.CharField(max_length=200, blank=True)
    fixed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)  # entered by mistake; stays to be read
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-checked_on", "-id"]
        constraints = [
            models.CheckConstraint(name="safetycheck_grade_known", condition=Q(grade__in=FireGrade.values)),
            models.CheckConstraint(
                name="safetycheck_devices_known", condition=Q(devices__contained_by=list(Device.values))
            ),
            models.CheckConstraint(
                name="safetycheck_findings_have_a_day",
                condition=Q(findings="", due_on=None, fixed_on=None)
                | ~Q(findings="") & Q(due_on__isnull=False, due_on__gte=F("checked_on")),
            ),
            models.CheckConstraint(
                name="safetycheck_fixed_says_how",
                condition=Q(fixed_on=None, fixed_words="")
                | Q(fixed_on__isnull=False, fixed_on__gte=F("checked_on")) & ~Q(fixed_words=""),
            ),
            models.CheckConstraint(
                name="safetycheck_withdrawn_says_why",
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
            ),
        ]
        indexes = [
            models.Index(fields=["place", "-checked_on"], condition=Q(withdrawn_at=None), name="safetycheck_latest")
        ]

    @property
    def device_words(self) -> list[str]:
        return [str(Device(code).label) for code in self.devices]
