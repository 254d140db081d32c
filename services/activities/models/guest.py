"""Who comes to an activity."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.elders.enums import Consent
from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.activities.enums import GuestProof, GuestStatus
from services.activities.models.activity import Activity


class Guest(models.Model):
    """One elder: signed up before, or written down at the door (``signed_at`` is None)."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="guests")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="activities")
    status = models.CharField(max_length=9, choices=GuestStatus.choices)
    consent = models.CharField(max_length=12, choices=Consent.choices, default=Consent.IN_PERSON)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proof = models.CharField(max_length=5, choices=GuestProof.choices, blank=True)
    liked = models.PositiveSmallIntegerField(null=True)  # 1 to 5, said afterwards
    words = SealedTextField()  # what they say of it

    class Meta:
        constraints = [
            models.UniqueConstraint(name="guest_once", fields=["activity", "elder"], condition=~Q(status="CANCELLED")),
            models.CheckConstraint(name="guest_status_known", condition=Q(status__in=GuestStatus.values)),
            models.CheckConstraint(
                name="guest_closed_at_a_time",
                condition=Q(status="SIGNED", closed_at=None) | ~Q(status="SIGNED") & Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="guest_came_with_proof",
                condition=Q(status="CAME") & ~Q(proof="") | ~Q(status="CAME") & Q(proof=""),
            ),
            models.CheckConstraint(
                name="guest_liked_after_coming", condition=Q(liked=None) | Q(status="CAME", liked__range=(1, 5))
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "status"], name="guest_by_activity"),
            models.Index(fields=["elder"], name="guest_by_elder"),
        ]
