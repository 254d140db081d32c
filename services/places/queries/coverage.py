"""Which villages have nothing near."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from accounts.elders.models import Elder
from accounts.people.queries import distance_m
from accounts.policies.place_rules import PLACE_REACH
from accounts.policies.queries import rulebooks
from accounts.regions.enums import Level
from accounts.regions.models import Region
from accounts.regions.queries import within
from services.places.enums import CARING
from services.places.models import Place
from services.places.queries import open_on

COUNTY_DIGITS, TOWNSHIP_DIGITS = 6, 9


@dataclass(frozen=True)
class Reach:
    """A village and the nearest place that cares. ``reached`` None: its middle is not known and it has none itself."""

    village: Region
    elders: int
    nearest: Place | None
    distance_m: int | None
    reached: bool | None
    own: bool = False  # one lies in the village itself


@dataclass(frozen=True)
class Township:
    """The villages of a township added up."""

    region: Region
    villages: int
    unreached: int
    unknown: int
    elders: int
    elders_unreached: int


def coverage(codes: Collection[str], *, on: date) -> list[Reach]:
    """Every village of these subtrees, by code. A place in the village itself counts however far the map says.

    The county's places count, those of the next township too; the distance is the rule ``place.reach`` of the village.
    Elders are those in the registry who live there. Four queries.
    """
    villages = list(within(codes).filter(level=Level.VILLAGE).select_related("parent"))
    if not villages:
        return []
    counties = {village.code[:COUNTY_DIGITS] for village in villages}
    homes = {village.code for village in villages}
    living = Elder.objects.filter(left_on=None, person__home__in=homes)
    elders = dict(living.order_by().values_list("person__home").annotate(number=Count("id")))
    places = Place.objects.filter(open_on(on), kind__in=CARING).select_related("region").order_by("region", "name")
    around: dict[str, list[Place]] = {county: [] for county in counties}
    for place in places.filter(region__in=within(counties).values("code")):
        around[place.region_id[:COUNTY_DIGITS]].append(place)
    books = rulebooks({village.code for village in villages}, [PLACE_REACH])
    return [
        _reach(
            village,
            elders.get(village.code, 0),
            around[village.code[:COUNTY_DIGITS]],
            books.at(village.code, on)[PLACE_REACH].value * 1000,
        )
        for village in villages
    ]


def by_township(reaches: Collection[Reach]) -> list[Township]:
    """The same added up, those with most elders nothing reaches first."""
    groups: dict[str, list[Reach]] = {}
    for one in reaches:
        groups.setdefault(one.village.code[:TOWNSHIP_DIGITS], []).append(one)
    names = {one.code: one for one in Region.objects.filter(code__in=list(groups))}
    found = [
        Township(
            names[code],
            len(rows),
            sum(one.reached is False for one in rows),
            sum(one.reached is None for one in rows),
            sum(one.elders for one in rows),
            sum(one.elders for one in rows if one.reached is False),
        )
        for code, rows in groups.items()
        if code in names
    ]
    return sorted(found, key=lambda one: (-one.elders_unreached, -one.unreached, one.region.code))


def _reach(village: Region, elders: int, places: list[Place], limit_m: int) -> Reach:
    own = next((place for place in places if place.region_id == village.code), None)
    if own is not None:
        return Reach(village, elders, own, distance_m(village.latitude, village.longitude, *own.point), True, own=True)
    near = [
        (metres, place)
        for place in places
        if (metres := distance_m(village.latitude, village.longitude, *place.point)) is not None
    ]
    if not near:
        known = village.latitude is not None
        return Reach(village, elders, None, None, False if known else None)
    metres, place = min(near, key=lambda one: one[0])
    return Reach(village, elders, place, metres, metres <= limit_m)
