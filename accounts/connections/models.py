"""Addresses of other programs that are told what happens, every call to them, and calendars that phones fetch."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.connections.enums import CallState, Subject
from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField


class Webhook(models.Model):
    """Another program that hears of a territory's events, or of what concerns an organisation. Ended, it stays."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="webhooks"
    )
    title = models.CharField(max_length=40)
    address: Any = SealedTextField()  # may carry a password of the other program
    secret: Any = SealedTextField()  # "whsec_…", signs every call (Standard Webhooks)
    subjects = ArrayField(models.CharField(max_length=16, choices=Subject.choices))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)  # calls are kept and not tried
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="webhook_of_a_region_or_an_organisation",
                condition=Q(region=None, organisation__isnull=False) | Q(region__isnull=False, organisation=None),
            ),
            models.CheckConstraint(name="webhook_has_subjects", condition=Q(subjects__len__gt=0)),
        ]


class WebhookCall(models.Model):
    """One event for one program. Made with the event's notices; the row outlives the attempts."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="calls")
    event = models.ForeignKey("journal.Event", on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=7, choices=CallState.choices, default=CallState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=40, blank=True)  # status of the answer, or the name of what went wrong
    next_try_at = models.DateTimeField(null=True)  # None while the webhook is paused
    created_at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event"], name="webhook_call_once"),
            models.CheckConstraint(
                name="webhook_call_settled_as_its_state_says",
                condition=Q(state=CallState.WAITING, settled_at=None)
                | ~Q(state=CallState.WAITING) & Q(settled_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["webhook", "-event"], name="webhook_call_newest"),
            models.Index(fields=["next_try_at"], condition=Q(state="WAITING"), name="webhook_call_due"),
        ]


class Feed(models.Model):
    """A calendar address that a phone fetches without signing in. Of the key only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key_digest = models.CharField(max_length=64, unique=True)  # SHA-256, hex
    opened_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)  # last time, to the hour
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(closed_at=None), name="feed_one_open_per_login")
        ]
