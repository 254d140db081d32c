"""Say no to a seat that was kept for oneself; the next one is asked at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import NotFound
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.actions.offering import pass_seat_on
from services.orders.enums import LineStatus, OrderStatus
from services.orders.lifecycle import advance_assignment, advance_line, advance_order
from services.orders.models import Assignment, LinePlace, Order


def decline_offer(*, by: Any, at: datetime, assignment_id: UUID, reason: str = "") -> Assignment:
    """Decline; nothing is held against anybody. Raises NotFound for anybody else, StateChanged."""
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        if by.person_id is None or assignment.person_id != by.person_id:
            raise NotFound
        end_offer(assignment, order, by=by, at=at, reason=reason)
    return assignment


def end_offer(assignment: Assignment, order: Order, *, by: Any, at: datetime, reason: str = "") -> None:
    """End an offer of a locked order without a yes, and ask the next one. ``by`` None: nobody answered in time."""
    advance_assignment(assignment, "decline", ended_at=at, ended_by=by, reason=reason.strip()[:200])
    for place in LinePlace.objects.filter(order=order, person=assignment.person_id, status=LineStatus.OFFERED):
        advance_line(place, "pass", ended_at=at)
    if order.status == OrderStatus.CLAIMED:
        advance_order(order, "reopen")
    happened = "declined" if by is not None else "unanswered"
    emit_order(order, happened, at=at, by=by, assignment=str(assignment.id))
    pass_seat_on(order, at=at, asked_by=assignment.asked_by)
