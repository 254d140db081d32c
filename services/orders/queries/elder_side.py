"""Orders as the elder's side looks at them: what comes, what waits for a word, what was."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from services.orders.enums import SEATED, OrderStatus
from services.orders.models import Assignment, Order, OrderLine
from services.orders.queries.rows import with_everything

COMING = (OrderStatus.OPEN, OrderStatus.CLAIMED, OrderStatus.IN_SERVICE)


def coming(elder_ids: Iterable[UUID]) -> QuerySet[Order]:
    """Orders of these elders that are not over, earliest first."""
    return with_everything(Order.objects.filter(elder__in=elder_ids, status__in=COMING)).order_by("starts_at")


def to_confirm(elder_ids: Iterable[UUID]) -> QuerySet[Order]:
    """Served orders of these elders that wait for “it was done”, oldest first."""
    return with_everything(Order.objects.filter(elder__in=elder_ids, status=OrderStatus.SERVED)).order_by("served_at")


def find_orders(elder_ids: Iterable[UUID], *, statuses: Sequence[str] = (), text: str = "") -> QuerySet[Order]:
    """Orders of these elders, latest start first; ``text`` looks in items and who came (words are sealed)."""
    orders = Order.objects.filter(elder__in=elder_ids)
    if statuses:
        orders = orders.filter(status__in=statuses)
    if text:
        named = OrderLine.objects.filter(
            Q(version__name_zh__icontains=text) | Q(version__name_en__icontains=text), order=OuterRef("pk")
        )
        served = Assignment.objects.filter(order=OuterRef("pk"), status__in=SEATED, person__name__icontains=text)
        orders = orders.filter(Q(Exists(named)) | Q(Exists(served)))
    return with_everything(orders).order_by("-starts_at", "-id")


def last_start(elder_id: UUID, item_ids: Iterable[UUID]) -> datetime | None:
    """When the elder's latest order with one of these items started or starts; cancelled ones do not count."""
    return (
        Order.objects.filter(elder=elder_id, lines__version__item__in=list(item_ids))
        .exclude(status__in=[OrderStatus.CANCELLED, OrderStatus.VOIDED])
        .order_by("-starts_at")
        .values_list("starts_at", flat=True)
        .first()
    )
