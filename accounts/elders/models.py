"""Elders as account holders without logins, and the mandates they give."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from accounts.elders.enums import Consent, Power
from accounts.keys import new_key


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
    lives_alone = models.BooleanField(default=False)
    spoken_code = models.CharField(max_length=4, default=new_spoken_code)
    card_token = models.CharField(max_length=32, unique=True, default=new_card_token)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")


class CareNote(models.Model):
    """What whoever comes to the door should know: soft food, the dog, the good ear."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="care_notes")
    text = models.CharField(max_length=120)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()


class Mandate(models.Model):
    """The elder lets a proxy act: which powers, from when until when, and how consent was given."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.PROTECT, related_name="mandates")
    proxy = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="mandates")
    powers = ArrayField(models.CharField(max_length=10, choices=Power.choices))
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    consent = models.CharField(max_length=12, choices=Consent.choices)
    granted_at = models.DateTimeField(db_default=Now())
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="mandate_period_forward",
            ),
            models.UniqueConstraint(
                fields=["elder", "proxy"],
                condition=models.Q(revoked_at__isnull=True),
                name="mandate_one_standing_per_proxy",
            ),
        ]
