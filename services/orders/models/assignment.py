"""Who takes which seat of an order, and the proof that the work was done."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from services.orders.enums import AskedBy, AssignmentStatus, EvidenceKind
from services.orders.models.order import Order


class Assignment(models.Model):
    """One seat. An organisation may take it first and name the member later."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="assignments")
    seat = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=11, choices=AssignmentStatus.choices, default=AssignmentStatus.CLAIMED)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="assignments")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="assignments"
    )
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    asked_by = models.CharField(
        max_length=12, choices=AskedBy.choices, blank=True, default="", db_default=""
    )  # when it began as an offer
    offered_until = models.DateTimeField(null=True)  # then the next one is asked
    planned = DateTimeRangeField()
    checked_in_at = models.DateTimeField(null=True)
    checked_out_at = models.DateTimeField(null=True)
    left_recorded_at = models.DateTimeField(null=True)  # when we heard of the check-out, by our clock
    left_device_at = models.DateTimeField(null=True)  # what the device's clock said, when it was kept without signal
    left_by_house = models.BooleanField(default=False)  # forgot to check out
    doubtful = models.BooleanField(default=False)  # a device's clock was far off: somebody rings and asks
    worked = DateTimeRangeField(null=True)  # check-in to check-out, once it is over
    confidence = models.PositiveSmallIntegerField(default=0)  # per cent, the sum of its proofs
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    minutes_worked = models.PositiveIntegerField(null=True)
    minutes_credited = models.PositiveIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)  # withdrawn, missed or declined
    ended_late = models.BooleanField(default=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    # The sheet it was last printed on: paper comes back later than a phone, so the order waits longer.
    timesheet = models.ForeignKey(
        "orders.Timesheet", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "seat"],
                name="assignment_seat_taken_once",
                condition=Q(status__in=["OFFERED", "CLAIMED", "CHECKED_IN", "CHECKED_OUT", "CONFIRMED"]),
            ),
            models.UniqueConstraint(
                fields=["order", "person"],
                name="assignment_one_seat_a_person",
                condition=Q(status__in=["OFFERED", "CLAIMED", "CHECKED_IN", "CHECKED_OUT", "CONFIRMED"]),
            ),
            models.UniqueConstraint(fields=["person"], name="assignment_one_at_work", condition=Q(status="CHECKED_IN")),
            # Nobody is in two places at once: neither promised nor done.
            ExclusionConstraint(
                name="assignment_no_overlap_planned",
                expressions=[("person", RangeOperators.EQUAL), ("planned", RangeOperators.OVERLAPS)],
                condition=Q(status__in=["CLAIMED", "CHECKED_IN"]),
            ),
            ExclusionConstraint(
                name="assignment_no_overlap_worked",
                expressions=[("person", RangeOperators.EQUAL), ("worked", RangeOperators.OVERLAPS)],
                condition=Q(worked__isnull=False),
            ),
            models.CheckConstraint(
                name="assignment_offer_is_to_somebody_and_ends",
                condition=~Q(status="OFFERED") | Q(person__isnull=False, offered_until__isnull=False),
            ),
            models.CheckConstraint(
                name="assignment_times_in_order",
                condition=Q(checked_out_at=None) | Q(checked_out_at__gte=models.F("checked_in_at")),
            ),
            models.CheckConstraint(
                name="assignment_at_work_is_somebody",
                condition=~Q(status__in=["CHECKED_IN", "CHECKED_OUT", "CONFIRMED"]) | Q(person__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "status"], name="assignment_by_person"),
            models.Index(fields=["organisation", "-id"], name="assignment_by_organisation"),
            models.Index(fields=["offered_until"], name="assignment_offer_ends", condition=Q(status="OFFERED")),
            models.Index(fields=["-ended_at"], name="assignment_ended_late", condition=Q(ended_late=True)),
            models.Index(fields=["-checked_out_at"], name="assignment_forgotten", condition=Q(left_by_house=True)),
        ]


class Evidence(models.Model):
    """One proof that somebody was there."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=4, choices=EvidenceKind.choices)
    weight = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()  # our clock
    occurred_at = models.DateTimeField(null=True)  # the device's clock, or the paper, when it said one
    on_paper = models.BooleanField(default=False)  # typed in from a timesheet
