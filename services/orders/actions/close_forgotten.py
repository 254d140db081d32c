"""Somebody forgot to check out, or never came: end it for them, so that neither order nor minutes hang for ever."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.policies.queries import applied
from accounts.policies.rules import FORGOTTEN_CHECK_OUT
from services.orders.actions.check_out import finish_seat
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.actions.report_no_show import write_no_show
from services.orders.actions.seating import serve_if_done
from services.orders.enums import AssignmentStatus, Knowing, OrderStatus
from services.orders.lifecycle import advance_assignment
from services.orders.models import Assignment, Order


def close_forgotten(*, at: datetime, limit: int = 500) -> int:
    """End seats that hang long after the planned time; return how many. Safe to run twice at once.

    Who is still checked in is checked out: they count the planned time and no more, and their proof loses its weight,
    so that somebody asks. Who never came to an order that others have served is recorded as not having come.
    """
    hanging = Assignment.objects.filter(
        status__in=[AssignmentStatus.CHECKED_IN, AssignmentStatus.CLAIMED], order__status=OrderStatus.IN_SERVICE
    ).order_by("claimed_at")
    return sum(_close(assignment_id, at) for assignment_id in hanging.values_list("id", flat=True)[:limit])


def _close(assignment_id: UUID, at: datetime) -> bool:
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        rule = applied(FORGOTTEN_CHECK_OUT, region_code=order.village_code, on=timezone.localdate(at))
        patience = timedelta(minutes=rule.value)
        if assignment.status == AssignmentStatus.CHECKED_IN and assignment.checked_in_at is not None:
            planned_end = assignment.checked_in_at + (order.ends_at - order.starts_at)
            if at >= planned_end + patience:
                finish_seat(assignment, order, ended_at=planned_end, at=at, by=None, forgotten=True)
                return True
        elif assignment.status == AssignmentStatus.CLAIMED and at >= order.ends_at + patience:
            _miss(assignment, order, at)
            return True
    return False


def _miss(assignment: Assignment, order: Order, at: datetime) -> None:
    advance_assignment(assignment, "miss", ended_at=at, ended_by=None)
    write_no_show(assignment, order, by=None, at=at, knowing=Knowing.HOUSE)
    serve_if_done(order, at=at)
    emit_order(order, "missed", at=at, by=None, assignment=str(assignment.id))
