"""Orders as a territory looks at them: sifted, counted by state, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from services.orders.models import Order
from services.orders.queries.figures import within
from services.orders.queries.rows import with_everything


@dataclass(frozen=True)
class Sift:
    """Which orders: region subtrees, states, a category, starts in [starts_from, starts_until), an elder or a name."""

    codes: tuple[str, ...]
    statuses: tuple[str, ...] = ()
    category: str = ""
    starts_from: datetime | None = None
    starts_until: datetime | None = None
    name: str = ""
    elder: UUID | None = None


@dataclass(frozen=True)
class Page:
    """Some orders in their order, and the id after which the next page begins; None on the last one."""

    orders: list[Order]
    after: UUID | None


def sifted(wanted: Sift, *, any_status: bool = False) -> QuerySet[Order]:
    """The orders, bare and in no order; with ``any_status`` the states asked for don't count."""
    orders = Order.objects.filter(within(list(wanted.codes)))
    if wanted.statuses and not any_status:
        orders = orders.filter(status__in=wanted.statuses)
    if wanted.category:
        orders = orders.filter(category=wanted.category)
    if wanted.starts_from is not None:
        orders = orders.filter(starts_at__gte=wanted.starts_from)
    if wanted.starts_until is not None:
        orders = orders.filter(starts_at__lt=wanted.starts_until)
    if wanted.elder is not None:
        orders = orders.filter(elder=wanted.elder)
    if wanted.name:
        orders = orders.filter(elder__person__name__contains=wanted.name)
    return orders


def page_of(wanted: Sift, *, limit: int, after: UUID | None = None, soonest: bool = False) -> Page:
    """``limit`` orders that follow the order ``after``, with everything a list shows.

    The newest placed come first, with ``soonest`` those that start earliest.
    """
    orders = sifted(wanted)
    if after is not None and not soonest:
        orders = orders.filter(id__lt=after)  # UUIDv7 keys sort by time
    elif after is not None:
        start = Order.objects.filter(id=after).values_list("starts_at", flat=True).first()
        if start is not None:
            orders = orders.filter(Q(starts_at__gt=start) | Q(starts_at=start, id__gt=after))
    order_by = ("starts_at", "id") if soonest else ("-id",)
    found = list(with_everything(orders).order_by(*order_by)[: limit + 1])
    return Page(found[:limit], found[limit - 1].id if len(found) > limit else None)


def count_by_status(wanted: Sift) -> dict[str, int]:
    """State → how many orders, the other filters applied."""
    rows = sifted(wanted, any_status=True).values_list("status").annotate(number=Count("*")).order_by("status")
    return dict(rows)  # of "*": the index knows the states, and not the keys


def next_orders(elder_id: UUID, statuses: Sequence[str], *, limit: int) -> list[Order]:
    """The elder's orders in these states, earliest start first."""
    orders = Order.objects.filter(elder=elder_id, status__in=statuses)
    return list(with_everything(orders).order_by("starts_at")[:limit])
