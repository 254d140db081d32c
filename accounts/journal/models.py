"""Events, the notices made from them, and requests already answered."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from accounts.keys import new_key
from accounts.sealed_fields import SealedJSONField, SealedTextField


class Event(models.Model):
    """Something that happened, written in the same transaction as the change itself. Append-only by trigger.

    ``words`` alone may be sealed with another key, or emptied with the dossier they speak of (``forget_words``).
    """

    sequence = models.BigAutoField(primary_key=True)
    name = models.CharField(max_length=80)  # past tense: services.order.claimed
    at = models.DateTimeField()  # when it happened, as the action was told
    recorded_at = models.DateTimeField(db_default=Now())  # when the database heard of it
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    region_code = models.CharField(max_length=12, blank=True, db_collation="C")
    public = models.JSONField(default=dict)  # may travel to anybody who watches the topic
    detail = models.JSONField(default=dict)  # stays here, as long as the house stands: codes and keys, no free text
    words = SealedTextField()  # what somebody typed as the reason

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "sequence"], name="event_by_subject"),
            models.Index(fields=["region_code", "sequence"], name="event_by_region"),
        ]


class Notice(models.Model):
    """One event for one person's inbox. The words are made when it is read, in the reader's language."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="notices")
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "recipient"], name="notice_once_per_event")]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notice_newest"),
            models.Index(fields=["recipient"], name="notice_unread", condition=models.Q(read_at__isnull=True)),
        ]


class AnsweredRequest(models.Model):
    """A request that carried an Idempotency-Key, and the answer it got."""

    id = models.BigAutoField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of method, path and body
    status = models.PositiveSmallIntegerField(null=True)
    body: Any = SealedJSONField()  # what was answered may be about somebody
    created_at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="answered_request_key_once")]
