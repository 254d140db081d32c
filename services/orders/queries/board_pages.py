"""The board a page at a time, and how much there is of what. Bounded work, however many orders are open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from services.orders.enums import OrderStatus
from services.orders.matching import Candidate, reasons_against
from services.orders.models import Order
from services.orders.queries.board import BoardFilter, board, open_orders
from services.orders.queries.candidates import matching_rules, task_of
from services.orders.queries.rows import for_matching, with_everything

LOOKED_AT = 3  # pages of orders looked at, at most, to fill one page with tasks for a candidate


@dataclass(frozen=True, slots=True)
class Glance:
    """An open order reduced to what filters ask."""

    elder_id: UUID
    category: str
    village_code: str
    latitude: float | None
    longitude: float | None
    starts_at: datetime


@dataclass(frozen=True)
class Look:
    """What was seen of the board, and whether there was more than one looked at."""

    found: list[Glance]
    more: bool


@dataclass(frozen=True)
class Page:
    """Some orders, and the id after which the next page begins; None on the last one."""

    orders: list[Order]
    after: UUID | None


def look(wanted: BoardFilter, *, limit: int, only_for: Candidate | None = None) -> Look:
    """Look at ``limit`` of the open orders that match, for counting; which ones when there are more is left open.

    With ``only_for``, those the candidate cannot take are left out of what was seen.
    """
    fields = ("elder_id", "category_id", "village_code", "latitude", "longitude", "starts_at")
    if only_for is None:
        found = [Glance(*row) for row in open_orders(wanted).values_list(*fields)[: limit + 1]]
        return Look(found[:limit], more=len(found) > limit)
    orders = list(for_matching(open_orders(wanted))[: limit + 1])
    books = matching_rules(orders)
    fit = (order for order in orders[:limit] if not reasons_against(only_for, task_of(order, books)))
    return Look([Glance(*(getattr(order, name) for name in fields)) for order in fit], more=len(orders) > limit)


def board_page(
    wanted: BoardFilter,
    *,
    limit: int,
    after: UUID | None = None,
    soonest: bool = False,
    only_for: Candidate | None = None,
) -> Page:
    """``limit`` open orders after the order ``after``, newest or soonest first.

    With ``only_for``, those the candidate cannot take are left out; a page may then hold fewer than ``limit`` while
    more follow, since at most LOOKED_AT pages are read for it.
    """
    found: list[Order] = []
    for _turn in range(LOOKED_AT if only_for else 1):
        batch = _batch(wanted, limit, after, soonest)
        books = matching_rules(batch) if only_for else None
        for order in batch[:limit]:
            if only_for is not None and reasons_against(only_for, task_of(order, books)):
                continue
            if len(found) == limit:
                return Page(found, found[-1].id)
            found.append(order)
        if len(batch) <= limit:
            return Page(found, None)
        after = batch[limit - 1].id
    return Page(found, after)


def _batch(wanted: BoardFilter, limit: int, after: UUID | None, soonest: bool) -> list[Order]:
    orders = board(wanted)
    if soonest:
        orders = orders.order_by("starts_at", "id")
    if after is not None and not soonest:
        orders = orders.filter(id__lt=after)
    elif after is not None:
        start = Order.objects.filter(id=after).values_list("starts_at", flat=True).first()
        if start is not None:
            orders = orders.filter(Q(starts_at__gt=start) | Q(starts_at=start, id__gt=after))
    return list(orders[: limit + 1])


def no_longer_open(order_ids: Iterable[UUID], *, region_code: str) -> list[Order]:
    """Of these orders of a region subtree, those that have left the board since."""
    left = Order.objects.filter(id__in=list(order_ids), village_code__startswith=region_code)
    return list(with_everything(left.exclude(status__in=[OrderStatus.OPEN, OrderStatus.DRAFT])))


def similar_open(order: Order, candidate: Candidate, *, limit: int = 2, looked_at: int = 30) -> list[Order]:
    """Open tasks the candidate can take instead: of the same kind in the county first, then any in the township."""
    wishes = (
        BoardFilter(region_code=order.village_code[:6], categories=(order.category_id,)),
        BoardFilter(region_code=order.village_code[:9]),
    )
    found: dict[UUID, Order] = {}
    for wanted in wishes:
        others = list(board(wanted)[:looked_at])
        books = matching_rules(others)
        for other in others:
            if other.id != order.id and not reasons_against(candidate, task_of(other, books)):
                found.setdefault(other.id, other)
            if len(found) == limit:
                return list(found.values())
    return list(found.values())
