"""Elders: account holders, mostly without logins."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from accounts.elders.enums import Tier
from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField


def new_spoken_code() -> str:
    """Four digits the elder can say at the door."""
    return f"{secrets.randbelow(10_000):04d}"


def new_card_token() -> str:
    """What the printed QR card carries: 128 random bits, so that it cannot be guessed."""
    return secrets.token_urlsafe(16)


class Elder(models.Model):
    """A person entered in the registry. Open to every elder; left-behind is a status, computed elsewhere."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.OneToOneField("people.Person", on_delete=models.PROTECT, related_name="elder")
    lives_alone = models.BooleanField(default=False)  # kept from the dossier: asked on every list
    spoken_code = models.CharField(max_length=4, default=new_spoken_code)
    card_token = models.CharField(max_length=32, unique=True, default=new_card_token)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    left_on = models.DateField(null=True)  # no longer in the registry since: moved away or died
    left_because = models.CharField(max_length=200, blank=True)
    merged_into = models.ForeignKey(  # the dossier that took this one in: the same person, entered twice
        "self", on_delete=models.PROTECT, null=True, related_name="absorbed"
    )
    arrived_on = models.DateField(null=True)  # moved here since, and nobody of the new village has looked yet
    # What the daily job last found; the reasons are computed afresh wherever they are shown.
    left_behind = models.BooleanField(null=True)
    left_behind_since = models.DateField(null=True)
    tier = models.CharField(max_length=6, choices=Tier.choices, blank=True)
    flags = ArrayField(models.CharField(max_length=20), default=list)  # codes of rules.warnings that hold
    complete_percent = models.PositiveSmallIntegerField(default=0)
    checked_on = models.DateField(null=True)  # when somebody last looked whether the dossier is still true
    judged_on = models.DateField(null=True)  # None: something changed since

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into=None)
                | models.Q(left_on__isnull=False) & ~models.Q(merged_into=models.F("id")),
                name="elder_merged_has_left",
            )
        ]
        indexes = [
            GinIndex(fields=["flags"], name="elder_flags"),
            models.Index(fields=["id"], condition=models.Q(judged_on=None), name="elder_to_judge"),
        ]


class CareNote(models.Model):
    """What whoever comes to the door should know: soft food, the dog, the good ear."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="care_notes")
    text = SealedTextField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
