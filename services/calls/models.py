"""Calls of the phone desk, and who is to be rung back when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.people.phones import national_digits
from accounts.sealed_fields import BlindIndexField, SealedManager, SealedTextField
from services.calls.enums import Direction, Outcome


class Call(models.Model):
    """One telephone call. ``elder`` is whom it was about, once that is known; ``outcome`` grows during the call."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, null=True, related_name="calls")
    number = SealedTextField()  # as the display of the telephone showed it
    number_index = BlindIndexField(of="number", key=national_digits)
    direction = models.CharField(max_length=3, choices=Direction.choices)
    operator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    note = SealedTextField()
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, null=True, related_name="calls")
    read_back = models.BooleanField(default=False)  # the elder heard the order before it was placed
    call_back = models.ForeignKey("calls.CallBack", on_delete=models.PROTECT, null=True, related_name="tries")
    objects = SealedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["operator"], condition=Q(ended_at=None), name="call_one_line_per_operator"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")), name="call_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(ended_at=None) | ~Q(outcome=""), name="call_ended_with_outcome"),
        ]
        indexes = [models.Index(fields=["started_at"], name="call_by_day")]

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None


class CallBack(models.Model):
    """Somebody is to be rung: when, and why. Closed by a call that reached them, or given up."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="call_backs")
    due_at = models.DateTimeField()
    reason = SealedTextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_in = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="promised")
    done_in = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, related_name="+")
    given_up = SealedTextField()  # why nobody will ring
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_in=None) | Q(closed_at__isnull=False), name="call_back_done_is_closed"
            )
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(closed_at=None), name="call_back_waiting")]
