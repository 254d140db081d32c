"""Who is expected, who came, and who may write it down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.models import Elder
from accounts.organisations.queries import is_member
from accounts.refusals import NotFound
from services.places.enums import HOSTING, StayKind, StayStatus
from services.places.models import Place, Stay
from services.places.queries import places_by_id

TOWNSHIP_DIGITS = 9
MOST_FOUND = 10


@dataclass(frozen=True)
class Room:
    """How many can lie down at noon and how many of these are taken; ``beds`` None: as many as come."""

    beds: int | None
    taken: int

    @property
    def left(self) -> int | None:
        return None if self.beds is None else max(0, self.beds - self.taken)


def minds(user: Any, place: Place, *, on: date) -> bool:
    """Whether somebody writes down who comes: anybody of the house that runs it, and officials and visitors there."""
    if user is None or not user.is_authenticated:
        return False
    if any(may(user, one, region_code=place.region_id) for one in (Permission.PLACE_KEEP, Permission.VISIT)):
        return True
    if user.person_id is None or place.operator_id is None:
        return False
    return is_member(place.operator_id, user.person_id, on=on)


def place_minded(user: Any, place_id: UUID, *, on: date) -> Place:
    """A place whose door the reader minds. Raises NotFound."""
    place = places_by_id([place_id]).get(place_id)
    if place is None or place.kind not in HOSTING or not minds(user, place, on=on):
        raise NotFound
    return place


def stays_at(place: Place, *, on: date) -> QuerySet[Stay]:
    """Everything of a day, called-off ones too, by kind and name."""
    rows = Stay.objects.filter(place=place, on=on).select_related("elder__person__home", "booked_by__person")
    return rows.order_by("kind", "status", "id")


def stays_of(elder: Elder, *, since: date) -> QuerySet[Stay]:
    """An elder's, the next first."""
    rows = Stay.objects.filter(elder=elder, on__gte=since).exclude(status=StayStatus.CANCELLED)
    return rows.select_related("place__region").order_by("on", "kind", "id")


def room_at(place: Place, on: date) -> Room:
    """Noon rests that stand on a day."""
    rows = Stay.objects.filter(place=place, on=on, kind=StayKind.NOON_REST)
    return Room(place.noon_beds, rows.filter(status__in=[StayStatus.BOOKED, StayStatus.CAME]).count())


def attendance(places: Collection[UUID], *, since: date, until: date) -> dict[tuple[date, str], int]:
    """(day, kind) → how many elders came, both days included. One query."""
    rows = Stay.objects.filter(place__in=places, on__range=(since, until), status=StayStatus.CAME)
    counted: Any = rows.order_by().values_list("on", "kind").annotate(number=Count("id"))
    return {(on, kind): number for on, kind, number in counted}


def elders_called(place: Place, name: str) -> list[Elder]:
    """Elders of the township around a place with exactly this name: whoever stands at the door says who they are."""
    words = name.replace("\x00", "").strip()
    if not words:
        return []
    rows = Elder.objects.filter(
        person__name=words, person__home__code__startswith=place.region_id[:TOWNSHIP_DIGITS], left_on=None
    )
    return list(rows.select_related("person__home").order_by("id")[:MOST_FOUND])
