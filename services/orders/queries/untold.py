"""Orders the elder has not heard of yet."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from services.orders.enums import OrderStatus, Told
from services.orders.models import Order
from services.orders.queries.rows import with_everything

NOTHING_TO_TELL = (OrderStatus.DRAFT, OrderStatus.CANCELLED, OrderStatus.EXPIRED, OrderStatus.VOIDED)
UNDOABLE = (OrderStatus.OPEN, OrderStatus.CLAIMED)


def untold_of(elder_ids: Iterable[UUID]) -> QuerySet[Order]:
    """Orders somebody placed for these elders that they have not heard of, the earliest first."""
    return _rows(Order.objects.filter(elder__in=list(elder_ids)))


def untold_in(codes: Iterable[str]) -> QuerySet[Order]:
    """The same for everybody who lives in these region subtrees, house by house."""
    reach = Q(pk__in=[])
    for code in codes:
        reach |= Q(village_code__startswith=code)
    return _rows(Order.objects.filter(reach)).order_by("village_code", "elder", "starts_at", "id")


def _rows(orders: QuerySet[Order]) -> QuerySet[Order]:
    """With who ordered, ``tries`` that reached nobody and ``last_try``."""
    missed = Q(tellings__outcome=Told.NOT_REACHED)
    return (
        with_everything(orders.filter(untold=True).exclude(status__in=NOTHING_TO_TELL))
        .select_related("elder__person__home", "category", "placed_by__person")
        .annotate(tries=Count("tellings", filter=missed), last_try=Max("tellings__told_at", filter=missed))
        .order_by("starts_at", "id")
    )
