"""Stop the clock."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from accounts.policies.occurred import Occurred
from accounts.policies.queries import applied
from accounts.policies.rules import EARN_ROUNDING
from accounts.refusals import NotFound
from services.orders.actions.elsewhere import free_until
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.actions.seating import serve_if_done
from services.orders.actions.timekeeping import may_keep_time
from services.orders.enums import OrderStatus
from services.orders.lifecycle import advance_assignment
from services.orders.matching import round_minutes
from services.orders.models import Assignment, Order


def check_out(
    *,
    by: Any,
    at: datetime,
    assignment_id: UUID,
    occurred: Occurred | None = None,
    on_paper: bool = False,
) -> Assignment:
    """Check out; minutes worked are check-in to check-out, rounded by policy. Travel does not count.

    ``occurred`` says when it was done if a phone kept it without signal: the time ends then. Where the house has
    checked them out meanwhile, what the phone knows takes the place of that guess, until somebody has confirmed it.
    When the last seat has checked out the order is served and waits for confirmation. ``on_paper``: it comes from a
    timesheet, and may be typed in by those of the territory. Raises NotFound for anybody else than who holds the seat,
    StateChanged when not checked in.
    """
    done = occurred or Occurred(at)
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        if not may_keep_time(by, assignment, order, on_paper=on_paper):
            raise NotFound
        if done.device_at and assignment.left_by_house and order.status == OrderStatus.SERVED:
            _say_after_all(assignment, order, done, at=at, by=by)
        else:
            finish_seat(assignment, order, ended_at=done.at, at=at, by=by, done=done)
    return assignment


def _say_after_all(assignment: Assignment, order: Order, done: Occurred, *, at: datetime, by: Any) -> None:
    """The end that the phone kept, in place of the one the house had guessed."""
    changes = worked_until(assignment, order, ended_at=done.at, at=at)
    changes |= {"left_by_house": False, "left_recorded_at": at, "left_device_at": done.device_at}
    changes["doubtful"] = changes["doubtful"] or done.doubtful
    for field, value in changes.items():
        setattr(assignment, field, value)
    assignment.save(update_fields=list(changes))
    emit_order(order, "served", at=at, by=by, assignment=str(assignment.id), minutes=assignment.minutes_worked)


def finish_seat(
    assignment: Assignment,
    order: Order,
    *,
    ended_at: datetime,
    at: datetime,
    by: Any,
    done: Occurred | None = None,
    **detail: Any,
) -> None:
    """End a locked seat at ``ended_at`` (never before its start), count its minutes, and move the order on.

    Without ``done`` the house ends it, since somebody forgot to.
    """
    changes = worked_until(assignment, order, ended_at=ended_at, at=at)
    if done is None:
        changes |= {"left_by_house": True, "confidence": 0}
    elif done.doubtful or changes["doubtful"]:
        changes |= {"doubtful": True, "confidence": 0}
    changes |= {"left_recorded_at": at, "left_device_at": done.device_at if done else None}
    advance_assignment(assignment, "check_out", **changes)
    serve_if_done(order, at=changes["checked_out_at"])
    emit_order(
        order, "served", at=at, by=by, assignment=str(assignment.id), minutes=assignment.minutes_worked, **detail
    )


def worked_until(assignment: Assignment, order: Order, *, ended_at: datetime, at: datetime) -> dict[str, Any]:
    """What a seat says when it ends at ``ended_at``: never before its start, never into another service."""
    started = assignment.checked_in_at or ended_at
    said = max(ended_at, started)
    ended = free_until(assignment, started, said)
    rule = applied(EARN_ROUNDING, region_code=order.village_code, on=timezone.localdate(at))
    return {
        "checked_out_at": ended,
        "worked": DateTimeTZRange(started, ended),
        "minutes_worked": round_minutes(ended - started, step=rule.value),
        "doubtful": assignment.doubtful or ended < said,  # they were at another service already
    }
