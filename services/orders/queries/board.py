"""The board: open tasks as everybody on it may see them."""

import math
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, FloatField, Func, QuerySet, Value
from django.db.models.functions import ACos, Cos, Greatest, Least, Radians, Sin

from accounts.people.queries import EARTH_RADIUS_M, distance_m
from services.orders.enums import OrderStatus
from services.orders.models import Order
from services.orders.queries.houses import fits_house
from services.orders.queries.rows import with_everything

DEGREE_M = 111_195  # one degree of latitude
ROUND_TO_M = 100  # the board tells distance, not the house


@dataclass(frozen=True)
class BoardFilter:
    """What to show: a region subtree, categories, a period of starts, a circle. Empty means everything."""

    region_code: str = ""
    categories: tuple[str, ...] = ()
    starts_from: datetime | None = None
    starts_until: datetime | None = None
    centre: tuple[float, float] | None = None  # latitude, longitude of the volunteer
    radius_m: int | None = None
    house: str = ""  # kind of the organisation that looks: without what is kept for other kinds


def board(wanted: BoardFilter) -> QuerySet[Order]:
    """Open orders that match, newest first, with ``distance_m`` when the centre is known. No N+1."""
    return with_everything(open_orders(wanted)).order_by("-id")


def open_orders(wanted: BoardFilter) -> QuerySet[Order]:
    """Open orders that match, bare and in no order, with ``distance_m`` when the centre is known."""
    orders = Order.objects.filter(status=OrderStatus.OPEN)
    if wanted.region_code:
        orders = orders.filter(village_code__startswith=wanted.region_code)
    if wanted.house:
        orders = orders.filter(fits_house(wanted.house))
    if wanted.categories:
        orders = orders.filter(category__in=wanted.categories)
    if wanted.starts_from is not None:
        orders = orders.filter(starts_at__gte=wanted.starts_from)
    if wanted.starts_until is not None:
        orders = orders.filter(starts_at__lt=wanted.starts_until)
    if wanted.centre is not None:
        orders = _near(orders, wanted.centre, wanted.radius_m)
    return orders


def rough_distance_m(order: Order, centre: tuple[float, float] | None) -> int | None:
    """Metres from ``centre``, rounded up as the board does; None when either place is unknown."""
    if centre is None:
        return None
    metres = distance_m(centre[0], centre[1], order.latitude, order.longitude)
    return None if metres is None else math.ceil(metres / ROUND_TO_M) * ROUND_TO_M


def _near(orders: QuerySet[Order], centre: tuple[float, float], radius_m: int | None) -> QuerySet[Order]:
    latitude, longitude = centre
    if radius_m is not None:
        # A box first: cheap, and it throws nearly everything out.
        north, east = radius_m / DEGREE_M, radius_m / (DEGREE_M * math.cos(math.radians(latitude)))
        orders = orders.filter(
            latitude__range=(latitude - north, latitude + north),
            longitude__range=(longitude - east, longitude + east),
        )
    cosine = Sin(Radians(Value(latitude))) * Sin(Radians(F("latitude"))) + Cos(Radians(Value(latitude))) * Cos(
        Radians(F("latitude"))
    ) * Cos(Radians(F("longitude") - Value(longitude)))
    distance = Value(EARTH_RADIUS_M) * ACos(Greatest(Least(cosine, 1.0), -1.0))
    rounded = Func(distance / ROUND_TO_M, function="CEIL", output_field=FloatField()) * ROUND_TO_M
    orders = orders.annotate(distance_m=rounded)
    return orders if radius_m is None else orders.filter(distance_m__lte=radius_m)
