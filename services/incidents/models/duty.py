"""Who stands in for whom, and when one thing happens too often."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from services.incidents.enums import Kind


class Absence(models.Model):
    """Somebody is away; what would have reached them reaches ``delegate``, or nobody."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="absence_forward"),
            models.CheckConstraint(condition=Q(delegate=None) | ~Q(delegate=F("user")), name="absence_not_for_oneself"),
        ]
        indexes = [models.Index(fields=["user", "-ends_at"], name="absence_of_user")]


class Burst(models.Model):
    """The same thing again and again in one township: a fraudster, bad gas bottles, a storm."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=21, choices=Kind.choices)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    number = models.PositiveIntegerField()  # of reports so far
    raised_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["region", "kind", "-last_at"], name="burst_newest")]
