"""Who comes to a place for the noon rest, for company, or to help one another."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.places.enums import Proof, StayKind, StayStatus
from services.places.models.place import Place


class Stay(models.Model):
    """One elder, one day, one kind: booked before, or written down at the door (``booked_at`` is None)."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="stays")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="stays")
    on = models.DateField()
    kind = models.CharField(max_length=11, choices=StayKind.choices)
    status = models.CharField(max_length=9, choices=StayStatus.choices)
    note = SealedTextField()
    booked_at = models.DateTimeField(null=True)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proof = models.CharField(max_length=4, choices=Proof.choices, blank=True)

    class Meta:
        ordering = ["on", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                name="stay_once_a_day_and_kind", fields=["elder", "on", "kind"], condition=~Q(status="CANCELLED")
            ),
            models.CheckConstraint(name="stay_status_known", condition=Q(status__in=StayStatus.values)),
            models.CheckConstraint(name="stay_kind_known", condition=Q(kind__in=StayKind.values)),
            models.CheckConstraint(
                name="stay_closed_at_a_time",
                condition=Q(status="BOOKED", closed_at=None) | ~Q(status="BOOKED") & Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="stay_came_with_proof", condition=Q(status="CAME") & ~Q(proof="") | ~Q(status="CAME") & Q(proof="")
            ),
        ]
        indexes = [
            models.Index(fields=["place", "on", "kind"], name="stay_by_place"),
            models.Index(fields=["elder", "-on"], name="stay_by_elder"),
        ]
