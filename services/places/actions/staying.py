"""What the actions on stays share: looking at the day, locking, telling, calling off what cannot be."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.models import Elder
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotFound, Refusal
from services.places.enums import HOSTING, StayStatus
from services.places.lifecycle import advance_stay
from services.places.models import Place, Stay

LONGEST_NOTE, FURTHEST_DAYS = 120, 60


class NotOpenThen(Refusal):
    code = "place_not_open_then"
    sentence = _("%(place)s is closed on %(on)s.")


class BadStayDay(Invalid):
    code = "bad_stay_day"
    sentence = _("Choose a day from today on, within two months.")
    status = 422


class NoRoom(Refusal):
    code = "no_room"
    sentence = _("All places to rest at %(place)s on %(on)s are taken.")


class ComesAlready(Refusal):
    code = "stay_already"
    sentence = _("The elder is expected, or was there, on this day already: %(place)s.")


def demand_open(place: Place, on: date) -> None:
    """Raises NotFound for a kind that hosts nobody, NotOpenThen. A place that has said no hours is open on its days."""
    if place.kind not in HOSTING:
        raise NotFound
    weekdays = {one.weekday for one in place.hours.all()}
    if not place.is_open(on) or (weekdays and on.weekday() not in weekdays):
        raise NotOpenThen(field="on", place=place.name, on=on.isoformat())


def lock_stay(stay_id: UUID) -> Stay:
    """The elder, then the stay, locked; with place. Raises NotFound."""
    elder_id = Stay.objects.filter(id=stay_id).values_list("elder", flat=True).first()
    if elder_id is None:
        raise NotFound
    Elder.objects.select_for_update(no_key=True).get(id=elder_id)
    rows = Stay.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("place__region", "elder__person__home").get(id=stay_id)


def standing_stay(elder: Elder, *, on: date, kind: str) -> Stay | None:
    rows = Stay.objects.filter(elder=elder, on=on, kind=kind).exclude(status=StayStatus.CANCELLED)
    return rows.select_related("place").first()


def call_off_stays(place: Place, *, since: date, at: datetime, by: Any) -> int:
    """Whoever is expected at a locked place from a day on is not; the elder's side hears of each. How many."""
    rows = Stay.objects.filter(place=place, on__gte=since, status=StayStatus.BOOKED).order_by("elder", "id")
    number = 0
    for stay in rows.select_related("elder__person", "place"):
        advance_stay(stay, "cancel", closed_at=at, closed_by=by)
        tell_stay(stay, "called_off", at=at, by=by)
        number += 1
    return number


def tell_stay(stay: Stay, happened: str, *, at: datetime, by: Any) -> None:
    """Emit ``services.stay.<happened>``; only a place that calls off is told, the rest stands on the page."""
    emit(
        f"services.stay.{happened}",
        at=at,
        by=by,
        subject_kind="stay",
        subject_id=stay.id,
        region_code=stay.elder.person.home_id,
        public={"stay": str(stay.id), "status": stay.status},
        detail={"place": str(stay.place_id), "kind": stay.kind, "on": stay.on.isoformat()},
        deliver=happened == "called_off",
    )


def today_of(at: datetime) -> date:
    return timezone.localdate(at)
