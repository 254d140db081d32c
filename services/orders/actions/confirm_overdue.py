"""Nobody said yes or no in time: strong proof confirms itself, weak proof is rung about."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.elders.queries import standing_mandates
from accounts.policies.queries import applied
from accounts.policies.rules import ORDER_AUTO_CONFIRM
from accounts.refusals import Refusal
from services.orders.actions.crediting import credit_order
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.enums import STRONG_EVIDENCE, AssignmentStatus, OrderStatus
from services.orders.lifecycle import advance_order
from services.orders.models import Order


@dataclass(frozen=True)
class Overdue:
    """How many orders confirmed themselves, and how many went onto the call-back list."""

    confirmed: int
    to_call: int


def confirm_overdue(*, at: datetime, limit: int = 500) -> Overdue:
    """Go through served orders whose time by rule ``order.auto_confirm`` has run out. Safe to run twice at once.

    Each is its own transaction. A dispute stops the clock: a disputed order is not served any more.
    """
    due = Order.objects.filter(status=OrderStatus.SERVED, call_back_at=None, auto_confirm_at__lte=at)
    confirmed = to_call = 0
    for order_id in due.order_by("auto_confirm_at").values_list("id", flat=True)[:limit]:
        try:
            done = _confirm(order_id, at)
        except Refusal:  # the ledger will not: a person must look, and the others must not wait for it
            done = False
        if done:
            confirmed += 1
        else:
            to_call += _call_back(order_id, at)
    return Overdue(confirmed, to_call)


def _confirm(order_id: UUID, at: datetime) -> bool:
    with transaction.atomic():
        order = lock_order(order_id)
        if order.status != OrderStatus.SERVED or order.call_back_at is not None or not is_strong(order, at):
            return False
        advance_order(order, "confirm", closed_at=at, confirmed_by=None)
        served_on = timezone.localdate(order.served_at or at)
        rule = applied(ORDER_AUTO_CONFIRM, region_code=order.village_code, on=served_on)
        credit_order(order, by=None, at=at, because=[rule])
        emit_order(order, "confirmed_automatically", at=at, by=None, hours=order.auto_confirm_hours)
    return True


def _call_back(order_id: UUID, at: datetime) -> bool:
    with transaction.atomic():
        order = lock_order(order_id)
        if order.status != OrderStatus.SERVED or order.call_back_at is not None:
            return False
        Order.objects.filter(id=order.id).update(call_back_at=at)
        emit_order(order, "call_back", at=at, by=None)
    return True


def is_strong(order: Order, at: datetime) -> bool:
    """True when every finished seat is well proven, by somebody who does not hold the elder's mandate as well.

    A proxy knows the four digits: their own work is never confirmed by its own proof.
    """
    seats = list(order.assignments.filter(status=AssignmentStatus.CHECKED_OUT))
    proxies = standing_mandates(on=timezone.localdate(at)).filter(elder=order.elder_id)
    own = proxies.filter(proxy__in=[seat.person_id for seat in seats]).exists()
    return bool(seats) and not own and all(seat.confidence >= STRONG_EVIDENCE for seat in seats)
