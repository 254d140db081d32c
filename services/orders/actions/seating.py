"""Seats of an order: put somebody in the lowest free one, give them up. For the actions; each checks who asks."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.policies.queries import applied
from accounts.policies.rules import ORDER_AUTO_CONFIRM
from accounts.refusals import Refusal
from services.orders.actions.events import emit_order
from services.orders.enums import SEATED, AssignmentStatus, OrderStatus
from services.orders.lifecycle import LINE_MOVES, advance_assignment, advance_line, advance_order
from services.orders.matching import Reason
from services.orders.models import Assignment, Order


class OrderNotOpen(Refusal):
    code = "order_not_open"
    sentence = _("Somebody was a little faster. Others still wait for help.")


class NotEligible(Refusal):
    """``reason`` is the first matching.Reason; its value is the code."""

    code = "not_eligible"
    sentence = "%(reason)s"

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason=reason.label)
        self.reason = reason
        self.code = reason.value


CONSTRAINTS = {
    "assignment_no_overlap_planned": Reason.OVERLAP,
    "assignment_one_seat_a_person": Reason.ALREADY_YOURS,
}


def lock_open_order(order_id: UUID, *, at: datetime) -> Order:
    """Lock and return the order while it is open and not over yet; else raise OrderNotOpen."""
    order = (
        Order.objects.select_for_update(no_key=True, of=("self",))
        .select_related("elder")
        .filter(id=order_id, status=OrderStatus.OPEN, ends_at__gt=at)
        .first()
    )
    if order is None:
        raise OrderNotOpen
    return order


def seat(
    order: Order, *, by: Any, at: datetime, person_id: UUID | None, organisation_id: UUID | None = None
) -> Assignment:
    """Put somebody in the lowest free seat of a locked order, filling the order when it was the last."""
    taken = set(Assignment.objects.filter(order=order, status__in=SEATED).values_list("seat", flat=True))
    free = [number for number in range(1, order.seats + 1) if number not in taken]
    if not free:
        raise OrderNotOpen
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(
                order=order,
                seat=free[0],
                person_id=person_id,
                organisation_id=organisation_id,
                claimed_by=by,
                claimed_at=at,
                planned=DateTimeTZRange(order.starts_at, order.ends_at),
            )
    except IntegrityError as error:
        raise overlap_of(error) from error
    if len(free) == 1:
        advance_order(order, "fill")
    emit_order(order, "claimed", at=at, by=by, assignment=str(assignment.id), seats_left=len(free) - 1)
    return assignment


def overlap_of(error: IntegrityError) -> Exception:
    """The refusal behind a constraint that spoke up, or the error itself."""
    reason = next((reason for name, reason in CONSTRAINTS.items() if name in str(error)), None)
    return NotEligible(reason) if reason else error


def end_seats(order: Order, *, at: datetime, by: Any) -> None:
    """Withdraw every seat of a locked order that has not started; it is nobody's fault."""
    for assignment in order.assignments.filter(status__in=[AssignmentStatus.OFFERED, AssignmentStatus.CLAIMED]):
        advance_assignment(assignment, "withdraw", ended_at=at, ended_by=by)
    for place in order.line.filter(status__in=LINE_MOVES["end"].sources):
        advance_line(place, "end", ended_at=at)


def serve_if_done(order: Order, *, at: datetime) -> None:
    """Move a locked order on when nobody is at work or expected any more and at least one has finished.

    From then the clock runs after which it confirms itself, by the rule of that day: a later rule does not reach back.
    """
    statuses = set(order.assignments.values_list("status", flat=True))
    still = {AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN} & statuses
    if order.status == OrderStatus.IN_SERVICE and not still and AssignmentStatus.CHECKED_OUT in statuses:
        hours = applied(ORDER_AUTO_CONFIRM, region_code=order.village_code, on=timezone.localdate(at)).value
        advance_order(
            order,
            "serve",
            served_at=at,
            auto_confirm_at=at + timedelta(hours=hours) if hours is not None else None,
            auto_confirm_hours=hours,
        )
