"""Hours that an organisation stands by, and work that goes from one organisation to another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.houses.enums import HandoverStatus, HoursStatus


class HoursReview(models.Model):
    """What the organisation says of one finished service. ``minutes`` are those that were looked at."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    assignment = models.OneToOneField("orders.Assignment", on_delete=models.PROTECT, related_name="hours_review")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=HoursStatus.choices)
    minutes = models.PositiveIntegerField()
    reason = SealedTextField()  # why it was asked about
    answer = SealedTextField()  # what the member says to that
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organisation", "status"], name="hoursreview_by_status")]


class Handover(models.Model):
    """Seats that one organisation offers to another, which says yes or no."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    giver = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="handed_over")
    taker = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="taken_over")
    status = models.CharField(max_length=9, choices=HandoverStatus.choices, default=HandoverStatus.OFFERED)
    words = SealedTextField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    answer = SealedTextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("taker")), name="handover_between_two"),
            models.CheckConstraint(
                condition=Q(status="OFFERED", decided_at=None) | (~Q(status="OFFERED") & Q(decided_at__isnull=False)),
                name="handover_decided_at_a_time",
            ),
        ]


class HandoverSeat(models.Model):
    """One seat of it. ``open`` while the offer stands: a seat is offered to one organisation at a time."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="seats")
    assignment = models.ForeignKey("orders.Assignment", on_delete=models.PROTECT, related_name="handovers")
    open = models.BooleanField(default=True)
    moved_at = models.DateTimeField(null=True)  # it went over
    objected_at = models.DateTimeField(null=True)  # the elder's side wants the first organisation
    objected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "assignment"], name="handoverseat_once"),
            models.UniqueConstraint(fields=["assignment"], condition=Q(open=True), name="handoverseat_offered_to_one"),
        ]


class RatingChange(models.Model):
    """What an elder said of a service, put right after somebody rang. The order shows ``after``."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    order = models.ForeignKey("orders.Order", on_delete=models.PROTECT, related_name="rating_changes")
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    words = SealedTextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(before__range=(1, 5), after__range=(1, 5)) & ~Q(before=F("after")),
                name="ratingchange_changes_something",
            ),
        ]
