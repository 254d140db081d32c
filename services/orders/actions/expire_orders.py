"""Close orders that nobody came for."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.policies.queries import rulebook
from accounts.policies.rules import OFFLINE_WAIT, ORDER_EXPIRE_GRACE, PAPER_WAIT
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.actions.releasing import give_back
from services.orders.actions.seating import end_seats
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.lifecycle import StateChanged, advance_order
from services.orders.models import Order


def expire_orders(*, at: datetime, limit: int = 500) -> int:
    """Expire orders whose end has passed with nobody checked in; return how many. Safe to run twice at once.

    Each order is its own transaction: one that changed under our hands is left as it is. One that somebody took waits
    longer: they may be at work without signal (offline.wait), or note it on paper (paper.wait).
    """
    due = Order.objects.filter(Q(status=OrderStatus.OPEN) | Q(status=OrderStatus.CLAIMED), ends_at__lte=at).order_by(
        "starts_at"
    )
    expired = 0
    for order_id in due.values_list("id", flat=True)[:limit]:
        with transaction.atomic():
            order = lock_order(order_id)
            book = rulebook(region_code=order.village_code, on=timezone.localdate(at))
            patience = timedelta(minutes=book[ORDER_EXPIRE_GRACE].value)
            taken = order.assignments.filter(status=AssignmentStatus.CLAIMED)
            if taken.exists():
                patience = max(patience, timedelta(hours=book[OFFLINE_WAIT].value))
            if taken.filter(timesheet__isnull=False).exists():
                patience = max(patience, timedelta(days=book[PAPER_WAIT].value))
            if order.ends_at + patience > at:
                continue
            try:
                advance_order(order, "expire", closed_at=at)
            except StateChanged:
                continue
            end_seats(order, at=at, by=None)
            give_back(order, at=at)
            emit_order(order, "expired", at=at, by=None)
            expired += 1
    return expired
