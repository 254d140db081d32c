"""An elder will come: for the noon rest, for company, to help one another."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.elders.actions.keeping import ElderLeft
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from accounts.refusals import Invalid, NotFound
from services.places.actions.staying import (
    FURTHEST_DAYS,
    LONGEST_NOTE,
    BadStayDay,
    ComesAlready,
    NoRoom,
    demand_open,
    standing_stay,
    tell_stay,
    today_of,
)
from services.places.enums import StayKind, StayStatus
from services.places.models import Place, Stay
from services.places.queries.stays import room_at


def book_stay(
    *, by: Any, at: datetime, elder_id: UUID, place_id: UUID, on: date, kind: StayKind | str, note: str = ""
) -> Stay:
    """Expect the elder, by the elder's side (power ORDER). The same once more finds the first.

    Raises NotFound, ElderLeft, BadStayDay, NotOpenThen, NoRoom, ComesAlready.
    """
    if kind not in StayKind.values:
        raise Invalid(field="kind")
    today = today_of(at)
    if not today <= on <= today + timedelta(days=FURTHEST_DAYS):
        raise BadStayDay(field="on")
    with transaction.atomic():
        elder = elder_for(by, elder_id, power=Power.ORDER, on=today)
        if Elder.objects.select_for_update(no_key=True).get(id=elder.id).left_on is not None:
            raise ElderLeft
        before = standing_stay(elder, on=on, kind=kind)
        if before is not None and before.place_id == place_id and before.status == StayStatus.BOOKED:
            return before
        place = lock_host(place_id)
        if place.region_id[:6] != elder.person.home_id[:6]:
            raise NotFound
        demand_open(place, on)
        if before is not None:
            raise ComesAlready(field="on", place=before.place.name)
        if kind == StayKind.NOON_REST and room_at(place, on).left == 0:
            raise NoRoom(field="on", place=place.name, on=on.isoformat())
        stay = Stay(
            place=place,
            elder=elder,
            on=on,
            kind=kind,
            status=StayStatus.BOOKED,
            note=note.replace("\x00", "").strip()[:LONGEST_NOTE],
            booked_at=at,
            booked_by=by,
        )
        try:
            with transaction.atomic():
                stay.save(force_insert=True)
        except IntegrityError as error:
            if "stay_once_a_day_and_kind" not in str(error):
                raise
            raise ComesAlready(field="on", place=place.name) from error
        tell_stay(stay, "booked", at=at, by=by)
    return stay


def lock_host(place_id: UUID) -> Place:
    """A place, locked: its beds are counted. Raises NotFound."""
    rows = Place.objects.select_for_update(no_key=True, of=("self",)).prefetch_related("hours")
    place = rows.filter(id=place_id).first()
    if place is None:
        raise NotFound
    return place
