"""Finding somebody: the waiting line of a full order, those called when a place comes free, and who did not come."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.orders.enums import Knowing, LineStatus
from services.orders.models.assignment import Assignment
from services.orders.models.order import Order


class LinePlace(models.Model):
    """Somebody who would come as soon as a seat of a full order is free; first come, first asked."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="line")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=LineStatus.choices, default=LineStatus.WAITING)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "person"],
                name="line_place_one_a_person",
                condition=Q(status__in=["WAITING", "OFFERED"]),
            ),
            models.CheckConstraint(
                name="line_place_over_has_its_time",
                condition=Q(status__in=["WAITING", "OFFERED"], ended_at=None)
                | (~Q(status__in=["WAITING", "OFFERED"]) & Q(ended_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["order", "id"], name="line_place_first", condition=Q(status="WAITING")),
            models.Index(fields=["person", "status"], name="line_place_by_person"),
        ]


class StandInCall(models.Model):
    """One of those who fit best and were told at once that a place is free again. It keeps no seat for them."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="stand_in_calls")
    instead_of = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="stand_in_calls")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()  # 1: fits best
    points = models.SmallIntegerField()
    called_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instead_of", "person"], name="stand_in_call_once_a_person"),
        ]
        indexes = [models.Index(fields=["person", "-called_at"], name="stand_in_call_latest")]


class NoShow(models.Model):
    """That somebody did not come: who said so and how they know, what the volunteer answers, and whether it stands."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="no_show")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="+")  # forgotten with the dossier
    knowing = models.CharField(max_length=9, choices=Knowing.choices)
    words = SealedTextField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()
    answer = SealedTextField()  # the volunteer's own words
    answered_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_because = SealedTextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="no_show_struck_by_somebody",
                condition=Q(struck_at=None, struck_by=None) | Q(struck_at__isnull=False, struck_by__isnull=False),
            ),
        ]


class Reminder(models.Model):
    """That somebody was reminded of an order, once for each kind: the job may run as often as it likes."""

    id = models.BigAutoField(primary_key=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=8, choices=[("EVENING", "EVENING"), ("HOURS", "HOURS")])
    starts_at = models.DateTimeField()  # of the order as it then stood
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "kind", "starts_at"], name="reminder_once_a_kind")]
