"""Close orders that nobody came for."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.policies.queries import applied
from accounts.policies.rules import ORDER_EXPIRE_GRACE
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.actions.seating import end_seats
from services.orders.enums import OrderStatus
from services.orders.lifecycle import StateChanged, advance_order
from services.orders.models import Order
from timebank.ledger.actions.release_hold import release_hold


def expire_orders(*, at: datetime, limit: int = 500) -> int:
    """Expire orders whose end has passed with nobody checked in; return how many. Safe to run twice at once.

    Each order is its own transaction: one that changed under our hands is left as it is.
    """
    due = Order.objects.filter(Q(status=OrderStatus.OPEN) | Q(status=OrderStatus.CLAIMED), ends_at__lte=at).order_by(
        "starts_at"
    )
    expired = 0
    for order_id in due.values_list("id", flat=True)[:limit]:
        with transaction.atomic():
            order = lock_order(order_id)
            grace = applied(ORDER_EXPIRE_GRACE, region_code=order.village_code, on=timezone.localdate(at))
            if order.ends_at + timedelta(minutes=grace.value) > at:
                continue
            try:
                advance_order(order, "expire", closed_at=at)
            except StateChanged:
                continue
            end_seats(order, at=at, by=None)
            release_hold(reference_id=order.id, at=at)
            emit_order(order, "expired", at=at, by=None)
            expired += 1
    return expired
