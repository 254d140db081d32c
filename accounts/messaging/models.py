"""How people want to be told, the phones that take messages, and every message with what became of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.keys import new_key
from accounts.messaging.enums import OPEN, Channel, State, Weight
from accounts.sealed_fields import BlindIndexField, SealedManager, SealedTextField


class Preference(models.Model):
    """What a person chose. Without a row everything is on, and quiet hours are the county's."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True)
    off = ArrayField(models.CharField(max_length=16), default=list)  # "SMS:ORDERS": this way, this group of news
    # Both or neither; the same hour twice: never quiet.
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    language = models.CharField(max_length=8, blank=True)  # of what is sent; empty: the house's
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="preference_quiet_from_and_until",
            )
        ]


class PushSubscription(models.Model):
    """A browser that takes messages, as it described itself (RFC 8030, 8291). Ended, it stays for the record."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    endpoint = SealedTextField()  # whoever knows it and the keys can ring the phone
    endpoint_index = BlindIndexField(of="endpoint")
    p256dh = SealedTextField()  # the browser's public key, base64url
    auth = SealedTextField()  # 16 secret bytes, base64url
    device = models.CharField(max_length=60, blank=True)  # "Chrome, Android": to tell one's phones apart
    created_at = models.DateTimeField()
    last_ok_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    objects = SealedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["endpoint_index"], condition=Q(gone_at=None), name="push_one_per_browser")
        ]
        indexes = [models.Index(fields=["user"], condition=Q(gone_at=None), name="push_standing")]


class Delivery(models.Model):
    """One event for one person by one way. Made with the event's notices, settled once.

    ``recipient`` is a login; an elder without one is told by voice and stands as ``person``. ``next_try_at`` is when a
    job takes it up (a row that waits for somebody's voice has none); while one does, it is when another may.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    event = models.ForeignKey("journal.Event", on_delete=models.PROTECT, related_name="deliveries")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    weight = models.PositiveSmallIntegerField(choices=Weight.choices)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=40, blank=True)  # a code: of the carrier, of the push service, or our own
    next_try_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    region_code = models.CharField(max_length=12, blank=True, db_collation="C")  # of the event

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "recipient", "channel"], condition=Q(person=None), name="delivery_once"
            ),
            models.UniqueConstraint(
                fields=["event", "person", "channel"], condition=Q(recipient=None), name="delivery_once_by_voice"
            ),
            models.CheckConstraint(
                condition=Q(recipient=None, person__isnull=False) | Q(recipient__isnull=False, person=None),
                name="delivery_to_one",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, settled_at=None) | ~Q(state__in=OPEN) & Q(settled_at__isnull=False),
                name="delivery_settled_as_its_state_says",
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(channel=Channel.CALL_SHEET), name="delivery_without_login_by_voice"
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="delivery_newest"),
            models.Index(fields=["next_try_at"], condition=Q(state__in=OPEN), name="delivery_due"),
            models.Index(
                fields=["region_code", "created_at"],
                condition=Q(state__in=OPEN, channel=Channel.CALL_SHEET),
                name="delivery_to_say",
            ),
            models.Index(fields=["created_at", "channel"], name="delivery_counted"),
        ]
