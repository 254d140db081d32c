"""Somebody forgot to check out: end it for them, so that neither the order nor the minutes hang for ever."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.policies.queries import applied
from accounts.policies.rules import FORGOTTEN_CHECK_OUT
from services.orders.actions.check_out import finish_seat
from services.orders.actions.lock import lock_assignment
from services.orders.enums import AssignmentStatus
from services.orders.models import Assignment


def close_forgotten(*, at: datetime, limit: int = 500) -> int:
    """Check out seats that have been running for far longer than planned; return how many.

    They count the planned time and no more, and lose the weight of their proof, so that somebody asks. A seat that
    changed under our hands is left as it is.
    """
    closed = 0
    running = Assignment.objects.filter(status=AssignmentStatus.CHECKED_IN).order_by("checked_in_at")
    for assignment_id in running.values_list("id", flat=True)[:limit]:
        with transaction.atomic():
            assignment, order = lock_assignment(assignment_id)
            if assignment.status != AssignmentStatus.CHECKED_IN or assignment.checked_in_at is None:
                continue
            planned_end = assignment.checked_in_at + (order.ends_at - order.starts_at)
            rule = applied(FORGOTTEN_CHECK_OUT, region_code=order.village_code, on=timezone.localdate(at))
            if at < planned_end + timedelta(minutes=rule.value):
                continue
            Assignment.objects.filter(id=assignment.id).update(confidence=0)
            finish_seat(assignment, order, ended_at=planned_end, at=at, by=None, forgotten=True)
            closed += 1
    return closed
