"""The draft of a day: whom each seat is to go to, how it came to that, and what was told at last (ADR 25)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from services.dispatch.enums import BUSY, ChangeKind, ProposalState


class DayPlan(models.Model):
    """One organisation's day. Whoever changes the draft locks this row."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    published_at = models.DateTimeField(null=True)  # last
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "day"], name="day_plan_once")]


class Placement(models.Model):
    """Whom a seat is to go to; ``person`` None takes the name off. A seat without one goes to whoever is named on it.

    ``instead_of`` is who was named when this was written: where that is another now, a person decides anew.
    """

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="placements")
    seat = models.ForeignKey("orders.Assignment", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    instead_of = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    pinned = models.BooleanField(default=False)  # the computer leaves it where it is
    by_hand = models.BooleanField(default=True)  # else an idea of the computer's
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "seat"], name="placement_once")]


class Change(models.Model):
    """One thing that was done to the draft, with every placement it touched before and after: so it can be undone.

    ``before`` and ``after``: seat id → the placement's columns, or None where there was none.
    """

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=7, choices=ChangeKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before: Any = models.JSONField()
    after: Any = models.JSONField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    told = models.BooleanField(default=False)  # published since: people know, so it cannot be undone

    class Meta:
        indexes = [
            models.Index(fields=["plan", "-id"], condition=Q(undone_at=None, told=False), name="change_undoable")
        ]


class PublishedSeat(models.Model):
    """Whom a seat went to when the day was published last: what is otherwise now is flagged."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="published")
    seat = models.ForeignKey("orders.Assignment", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "seat"], name="published_seat_once")]


class Proposal(models.Model):
    """The computer was asked to propose a day; how far it is, and what it could not place."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    plan = models.ForeignKey(DayPlan, on_delete=models.CASCADE, related_name="proposals")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=ProposalState.choices, default=ProposalState.QUEUED)
    keep = models.BooleanField(default=True)  # who is named already stays named
    percent = models.PositiveSmallIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    left: Any = models.JSONField(default=dict)  # seat id → routing.problem.Why
    by_road = models.BooleanField(default=False)  # a road map answered, else straight lines
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan"], name="proposal_one_at_a_time", condition=Q(state__in=BUSY))
        ]
        indexes = [models.Index(fields=["plan", "-asked_at"], name="proposal_newest")]
