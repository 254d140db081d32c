"""Stop the clock."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from accounts.policies.queries import applied
from accounts.policies.rules import EARN_ROUNDING
from accounts.refusals import NotFound
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.actions.seating import serve_if_done
from services.orders.lifecycle import advance_assignment
from services.orders.matching import round_minutes
from services.orders.models import Assignment, Order


def check_out(*, by: Any, at: datetime, assignment_id: UUID) -> Assignment:
    """Check out; minutes worked are check-in to check-out, rounded by policy. Travel does not count.

    When the last seat has checked out the order is served and waits for confirmation. Raises NotFound for anybody but
    who holds the seat, StateChanged when not checked in.
    """
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        if by.person_id is None or assignment.person_id != by.person_id:
            raise NotFound
        finish_seat(assignment, order, ended_at=at, at=at, by=by)
    return assignment


def finish_seat(
    assignment: Assignment, order: Order, *, ended_at: datetime, at: datetime, by: Any, **detail: Any
) -> None:
    """End a locked seat at ``ended_at`` (never before its start), count its minutes, and move the order on."""
    started = assignment.checked_in_at or ended_at
    ended = max(ended_at, started)
    rule = applied(EARN_ROUNDING, region_code=order.village_code, on=timezone.localdate(at))
    advance_assignment(
        assignment,
        "check_out",
        checked_out_at=ended,
        worked=DateTimeTZRange(started, ended),
        minutes_worked=round_minutes(ended - started, step=rule.value),
    )
    serve_if_done(order, at=ended)
    emit_order(
        order, "served", at=at, by=by, assignment=str(assignment.id), minutes=assignment.minutes_worked, **detail
    )
