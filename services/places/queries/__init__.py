"""Which places there are, and which is nearest."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand, managed_organisations, territories
from accounts.people.models import Person
from accounts.people.queries import distance_m, place_of
from accounts.refusals import NotFound
from services.places.enums import PlaceKind
from services.places.models import Place

COUNTY_DIGITS = 6


@dataclass(frozen=True)
class Near:
    """A place and how far it is in a straight line; None where either point is unknown."""

    place: Place
    distance_m: int | None
    here: bool  # in the person's own village


def open_places(*, region_code: str, on: date, kinds: Collection[str] = ()) -> QuerySet[Place]:
    """Places open on a day in a subtree where anybody may come, by village and name; a shared dwelling is a home."""
    rows = _whole(Place.objects.filter(open_on(on), region__code__startswith=region_code))
    rows = rows.exclude(kind=PlaceKind.SHARED_DWELLING)
    return rows.filter(kind__in=kinds) if kinds else rows


def places_near(person: Person, *, on: date, kinds: Collection[str] = (), most: int = 5) -> list[Near]:
    """The nearest places of the person's county, by distance; without points their own village and township first.

    Needs ``home``. Two queries, however many places.
    """
    latitude, longitude = place_of(person)
    home = person.home_id
    found = []
    for place in open_places(region_code=home[:COUNTY_DIGITS], on=on, kinds=kinds):
        found.append(Near(place, distance_m(latitude, longitude, *place.point), place.region_id == home))
    return sorted(found, key=lambda near: _rank(near, home))[:most]


def place_by_id(place_id: UUID) -> Place:
    """Any place where anybody may come, open or closed, with its hours. Raises NotFound."""
    rows = Place.objects.filter(id=place_id).exclude(kind=PlaceKind.SHARED_DWELLING)
    place = _whole(rows).select_related("region", "operator", "partner", "merged_into").first()
    if place is None:
        raise NotFound
    return place


def places_kept_by(user: Any, permission: Permission = Permission.PLACE_KEEP) -> QuerySet[Place]:
    """Places of the territory of an official, open ones first. Raises NotAllowed."""
    demand(user, permission)
    inside = Q(pk__in=[])
    for code in territories(user, permission):
        inside |= Q(region__code__startswith=code)
    rows = _whole(Place.objects.filter(inside)).select_related("region", "operator", "partner", "merged_into")
    return rows.order_by(F("closed_on").desc(nulls_first=True), "kind", "region", "name")


def place_kept_by(user: Any, place_id: UUID, permission: Permission = Permission.PLACE_KEEP) -> Place:
    """One of them. Raises NotAllowed, NotFound."""
    place = places_kept_by(user, permission).filter(id=place_id).first()
    if place is None:
        raise NotFound
    return place


def places_run_by(user: Any, *, on: date, kinds: Collection[str] = ()) -> list[Place]:
    """Open places of the organisations that one dispatches for, by name."""
    rows = _whole(Place.objects.filter(open_on(on), operator__in=managed_organisations(user)))
    return list((rows.filter(kind__in=kinds) if kinds else rows).order_by("name", "id"))


def open_now(place: Place, *, at: datetime) -> bool:
    """Whether somebody is there at that moment, by its hours."""
    local = timezone.localtime(at)
    return any(one.weekday == local.weekday() and one.opens <= local.time() < one.closes for one in place.hours.all())


def clinic_of(person: Person, *, on: date) -> Place | None:
    """Whom to ring for somebody: the partner clinic of their nearest place, else the nearest clinic; with a telephone.

    Needs ``home``. Two queries.
    """
    around = places_near(person, on=on, most=20)
    partners = [one.place.partner for one in around if one.place.partner is not None]
    clinics = [*partners, *(one.place for one in around if one.place.kind == PlaceKind.CLINIC)]
    return next((one for one in clinics if one.phone and one.is_open(on)), None)


def places_by_id(ids: Iterable[UUID]) -> dict[UUID, Place]:
    return {place.id: place for place in _whole(Place.objects.filter(id__in=list(ids)))}


def open_on(on: date) -> Q:
    return Q(opened_on__lte=on) & (Q(closed_on=None) | Q(closed_on__gt=on))


def _whole(rows: QuerySet[Place]) -> QuerySet[Place]:
    return (
        rows.select_related("region", "operator", "partner").prefetch_related("hours").order_by("region", "name", "id")
    )


def _rank(near: Near, home: str) -> tuple[Any, ...]:
    common = sum(1 for length in (12, 9) if near.place.region_id[:length] == home[:length])
    metres = near.distance_m
    return (metres is None, metres or 0, -common, near.place.name)
