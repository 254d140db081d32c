"""Fetching standing orders the one way, and only for who may see them."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.refusals import NotFound
from services.orders.enums import SEATED, OrderStatus
from services.orders.models import Assignment
from services.standing.models import Occurrence, StandingLine, StandingOrder

ALIVE = (OrderStatus.OPEN, OrderStatus.CLAIMED, OrderStatus.IN_SERVICE)


def with_everything(rows: QuerySet[StandingOrder]) -> QuerySet[StandingOrder]:
    """Add elder, lines and pauses, in a fixed number of queries."""
    return rows.select_related("elder__person__home", "placed_by__person").prefetch_related(
        Prefetch("lines", StandingLine.objects.prefetch_related("item__versions")), "pauses"
    )


def standings_of(elder_id: UUID) -> QuerySet[StandingOrder]:
    """Standing orders of an elder that nobody has ended, oldest first. The caller has asked whether the reader may."""
    return with_everything(StandingOrder.objects.filter(elder=elder_id, ended_at=None)).order_by("id")


def standing_for(user: Any, standing_id: UUID, *, power: Power, on: Any) -> StandingOrder:
    """The standing order, for who may use the power for its elder on that day; else raises NotFound."""
    found = with_everything(StandingOrder.objects.filter(id=standing_id)).first()
    if found is None:
        raise NotFound
    elder_for(user, found.elder_id, power=power, on=on)
    return found


def coming_rows(standing: StandingOrder, *, at: Any) -> list[Occurrence]:
    """Its days of which an order is alive and not begun, earliest first, each order with its held seats."""
    seats = Prefetch("order__assignments", Assignment.objects.filter(status__in=SEATED))
    rows = standing.occurrences.filter(order__status__in=ALIVE, order__starts_at__gt=at)
    return list(rows.select_related("order").prefetch_related(seats).order_by("on"))
