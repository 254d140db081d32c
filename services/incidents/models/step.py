"""Who knew when, and what was done."""

from django.conf import settings
from django.db import models

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.incidents.enums import Level, What
from services.incidents.models.incident import Incident


class Step(models.Model):
    """One line of an incident's record. Append-only by trigger; its sealed words go with the elder's dossier.

    ``at`` is when it was done, as was said; ``recorded_at`` is the server's own time. ``about`` is who was told, or
    handed it; ``name`` and ``phone`` are of somebody without a login: who was rung, which police station. ``code`` is
    an answer, a reason or a channel, ``key`` the row elsewhere that it speaks of.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="steps")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=12, choices=What.choices)
    level = models.CharField(max_length=8, choices=Level.choices, blank=True)
    at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    standing_for = models.ForeignKey(  # who is away, and has ``about`` stand in
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    name = SealedTextField()
    phone = SealedTextField()
    words = SealedTextField()
    code = models.CharField(max_length=20, blank=True)
    key = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["incident", "at"], name="incident_steps")]
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "by"], condition=models.Q(what=What.SEEN), name="incident_seen_once"
            )
        ]
