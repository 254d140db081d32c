"""Tell of tasks whose day is over: whose they are, and their unit. Once for each step of days, whoever runs it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions.emit import emit
from services.supervision.enums import UNDONE
from services.supervision.models import Task

STEPS = (1, 3, 7, 14, 30, 60)  # days after the day it was to be done by


def remind_late(*, at: datetime) -> int:
    """Emit ``services.task.overdue`` for every undone task that has reached a further step; how many there were.

    A night that was left out is made good by one word, not by several. Idempotent.
    """
    today = timezone.localdate(at)
    late = Task.objects.filter(state__in=UNDONE, due_on__lte=today - timedelta(days=STEPS[0])).order_by("id")
    told = 0
    for key, due_on, before in late.values_list("id", "due_on", "late_told"):
        step = step_of(due_on, today)
        if step <= before:
            continue
        with transaction.atomic():
            free = Task.objects.filter(id=key, state__in=UNDONE, due_on=due_on, late_told=before)
            if free.update(late_told=step) != 1:
                continue  # done, or told by another run meanwhile
            emit(
                "services.task.overdue",
                at=at,
                by=None,
                subject_kind="task",
                subject_id=key,
                region_code=Task.objects.values_list("region", flat=True).get(id=key),
                detail={"days": step},
            )
            told += 1
    return told


def step_of(due_on: date, today: date) -> int:
    """The furthest step that so late a task has reached; 0: none yet."""
    days = (today - due_on).days
    return max((step for step in STEPS if step <= days), default=0)
