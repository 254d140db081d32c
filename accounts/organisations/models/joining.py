"""Somebody wants to belong."""

from django.conf import settings
from django.db import models

from accounts.keys import new_key
from accounts.organisations.enums import JoinStatus
from accounts.organisations.models.organisation import Organisation
from accounts.sealed_fields import SealedTextField


class JoinRequest(models.Model):
    """A person asks to become a member; the organisation says yes or no, and why."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="join_requests")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="join_requests")
    status = models.CharField(max_length=10, choices=JoinStatus.choices, default=JoinStatus.WAITING)
    words = SealedTextField()
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = SealedTextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "person"],
                condition=models.Q(status=JoinStatus.WAITING),
                name="joinrequest_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(status=JoinStatus.WAITING, decided_at=None)
                | (~models.Q(status=JoinStatus.WAITING) & models.Q(decided_at__isnull=False)),
                name="joinrequest_decided_at_a_time",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-asked_at"], name="joinrequest_newest")]
