"""Remind whoever comes, and the elder's side: on the evening before, and once more shortly before it begins."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.policies.finding_rules import REMIND_EVENING, REMIND_HOURS
from accounts.policies.queries import rulebooks
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Order, Reminder

EXPECTED = (OrderStatus.OPEN, OrderStatus.CLAIMED)
EVENING, HOURS = "EVENING", "HOURS"
MOST_HOURS = 24  # the rule goes no further


def remind_of_orders(*, at: datetime, limit: int = 500) -> int:
    """Remind of orders that somebody will come to; return how many were reminded of. Safe to run as often as one likes.

    Each order is its own transaction and is looked at again under its lock: what was called off meanwhile is silent.
    What falls into somebody's quiet hours waits for their morning (``accounts.messaging``).
    """
    local = timezone.localtime(at)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    tomorrow = _due(EVENING, midnight, midnight + timedelta(days=1), limit)
    soon = _due(HOURS, at, at + timedelta(hours=MOST_HOURS), limit)
    books = rulebooks({village for _id, village, _starts in [*tomorrow, *soon]}, (REMIND_EVENING, REMIND_HOURS))
    day = timezone.localdate(at)
    due: list[tuple[UUID, str]] = [
        (key, EVENING)
        for key, village, _starts in tomorrow
        if local.hour >= books.at(village, day)[REMIND_EVENING].value
    ]
    for key, village, starts_at in soon:
        hours = books.at(village, day)[REMIND_HOURS].value
        if hours and starts_at - timedelta(hours=hours) <= at:
            due.append((key, HOURS))
    return sum(_remind(key, kind, at) for key, kind in due)


def _due(kind: str, since: datetime, until: datetime, limit: int) -> list[tuple[UUID, str, datetime]]:
    sent = Reminder.objects.filter(order=OuterRef("pk"), kind=kind, starts_at=OuterRef("starts_at"))
    coming = Assignment.objects.filter(order=OuterRef("pk"), status=AssignmentStatus.CLAIMED)
    orders: QuerySet[Order] = Order.objects.filter(
        Exists(coming), ~Exists(sent), status__in=EXPECTED, starts_at__gt=since, starts_at__lt=until
    )
    rows: Iterable[tuple[UUID, str, datetime]] = orders.order_by("starts_at").values_list(
        "id", "village_code", "starts_at"
    )[:limit]
    return list(rows)


def _remind(order_id: UUID, kind: str, at: datetime) -> bool:
    with transaction.atomic():
        order = lock_order(order_id)
        if order.status not in EXPECTED or order.starts_at <= at:
            return False
        _row, new = Reminder.objects.get_or_create(
            order=order, kind=kind, starts_at=order.starts_at, defaults={"sent_at": at}
        )
        if new:
            emit_order(order, "tomorrow" if kind == EVENING else "soon", at=at, by=None)
        return new
