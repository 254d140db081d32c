"""Several places become one centre."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.organisations.actions.keeping import said
from accounts.refusals import Invalid, NotFound, Refusal
from services.activities.models import Activity
from services.meals.models import Dish, Menu
from services.places.enums import HOSTING, StayKind, StayStatus
from services.places.models import Place, PlaceHours, PlaceMerge, Stay, Terms
from services.places.queries.stays import room_at

MOST_AT_ONCE, FURTHEST_DAYS = 10, 366


class BadPlaceMerge(Invalid):
    code = "bad_place_merge"
    sentence = _("Choose open places of the same county to merge into another open one, from today on.")
    status = 422


class MenusInTheWay(Refusal):
    code = "menus_in_the_way"
    sentence = _(
        "%(place)s has %(number)s menus from that day on which the centre cannot take over: another house cooks there, "
        "or both cook the same meal (first %(on)s). Call them off, or merge later."
    )


class NoBedsLeft(Refusal):
    code = "no_beds_left"
    sentence = _("On %(on)s more elders are expected for the noon rest than %(place)s has places.")


def merge_places(
    *, by: Any, at: datetime, place_ids: Sequence[UUID], into_id: UUID, merged_on: date, reason: str
) -> list[PlaceMerge]:
    """Each of the places closes with that day and points to ``into``; what is still to come goes on there.

    Menus and their rounds from that day on, dishes, activities and elders who are expected move; hours fill the days
    on which the centre is closed; a clinic's partners follow it; terms end. Budgets stay the same rows and are read on
    the page of the centre. All or nothing; ``undo_place_merge`` takes one back.
    Raises NotAllowed, NotFound, ReasonMissing, BadPlaceMerge, MenusInTheWay, NoBedsLeft.
    """
    if by is not None:
        demand(by, Permission.PLACE_KEEP)
    words = said(reason)
    wanted = set(place_ids)
    today = timezone.localdate(at)
    if not 0 < len(wanted) <= MOST_AT_ONCE or into_id in wanted or not 0 <= (merged_on - today).days <= FURTHEST_DAYS:
        raise BadPlaceMerge(field="places" if len(wanted) == 0 else "merged_on")
    with transaction.atomic():
        rows = lock_places(by, [*wanted, into_id])
        into = rows.pop(into_id)
        places = [rows[key] for key in sorted(rows)]
        for place in places:
            _demand_mergeable(place, into, merged_on)
        made = [_merge(place, into, merged_on, words, by=by, at=at) for place in places]
        _demand_beds(into, merged_on)
    return made


def lock_places(by: Any, ids: Sequence[UUID]) -> dict[UUID, Place]:
    """Places of the official's territory, locked in the order of their ids. Raises NotAllowed, NotFound."""
    if by is not None:
        demand(by, Permission.PLACE_KEEP)
    rows = Place.objects.select_for_update(no_key=True, of=("self",)).filter(id__in=ids).order_by("id")
    found = {place.id: place for place in rows}
    if len(found) != len(set(ids)):
        raise NotFound
    for place in found.values():
        if by is not None:
            demand(by, Permission.PLACE_KEEP, region_code=place.region_id)
    return found


def _demand_mergeable(place: Place, into: Place, merged_on: date) -> None:
    same = place.region_id[:6] == into.region_id[:6]
    fits = place.kind == into.kind or (place.kind in HOSTING and into.kind in HOSTING)
    if not same or not fits or not place.is_open(merged_on) or not into.is_open(merged_on) or into.closed_on:
        raise BadPlaceMerge(field="places")
    if place.closed_on is not None:  # closes later by itself
        raise BadPlaceMerge(field="places")


def _merge(place: Place, into: Place, merged_on: date, words: str, *, by: Any, at: datetime) -> PlaceMerge:
    moved: dict[str, Any] = {
        "menus": _move_menus(place, into, merged_on),
        "dishes": _move_dishes(place, into),
        "stays": _move(Stay.objects.filter(place=place, on__gte=merged_on, status=StayStatus.BOOKED), place=into),
        "activities": _move(Activity.objects.filter(place=place, starts_at__gte=_morning(merged_on)), place=into),
        "hours": _take_hours(place, into),
        "partners": _move(Place.objects.filter(partner=place).exclude(id=into.id), partner=into),
        "merged": _move(Place.objects.filter(merged_into=place), merged_into=into),
        "terms": _end_terms(place, merged_on, words),
    }
    place.closed_on, place.closed_because, place.merged_into = merged_on, words, into
    place.save(update_fields=["closed_on", "closed_because", "merged_into"])
    event = emit(
        "services.place.merged",
        at=at,
        by=by,
        subject_kind="place",
        subject_id=place.id,
        region_code=place.region_id,
        detail={"into": str(into.id), "on": merged_on.isoformat()},
        words=words,
        deliver=False,
    )
    return PlaceMerge.objects.create(
        place=place,
        into=into,
        merged_on=merged_on,
        reason=words,
        moved={name: what for name, what in moved.items() if what},
        event_sequence=event.sequence,
        merged_at=at,
        merged_by=by,
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here


def _move(rows: Any, **to: Any) -> list[str]:
    ids = [str(key) for key in rows.order_by("id").values_list("id", flat=True)]
    rows.filter(id__in=ids).update(**to)
    return ids


def _move_menus(place: Place, into: Place, merged_on: date) -> list[str]:
    """Menus that are still to be cooked. Raises MenusInTheWay."""
    rows = Menu.objects.filter(canteen=place, on__gte=merged_on, closed_at=None).order_by("on", "sitting")
    menus = list(rows.select_for_update(no_key=True))
    taken = set(Menu.objects.filter(canteen=into, on__gte=merged_on).values_list("on", "sitting"))
    stuck = [menu for menu in menus if place.operator_id != into.operator_id or (menu.on, menu.sitting) in taken]
    if stuck:
        raise MenusInTheWay(field="places", place=place.name, number=len(stuck), on=stuck[0].on.isoformat())
    return _move(Menu.objects.filter(id__in=[menu.id for menu in menus]), canteen=into)


def _move_dishes(place: Place, into: Place) -> list[str]:
    """Dishes that are still cooked, but for those the centre has under the same name."""
    if place.operator_id != into.operator_id:
        return []
    known = Dish.objects.filter(canteen=into, retired_at=None).values("name")
    return _move(Dish.objects.filter(canteen=place, retired_at=None).exclude(name__in=known), canteen=into)


def _take_hours(place: Place, into: Place) -> list[int]:
    known = set(into.hours.values_list("weekday", flat=True))
    fresh = [one for one in place.hours.all() if one.weekday not in known]
    PlaceHours.objects.bulk_create(
        PlaceHours(place=into, weekday=one.weekday, opens=one.opens, closes=one.closes) for one in fresh
    )
    return [one.weekday for one in fresh]


def _end_terms(place: Place, merged_on: date, words: str) -> list[list[Any]]:
    """Terms that would run on end with the day before: id and the end they had; those to come stay as they are."""
    ended = []
    for one in Terms.objects.filter(place=place, days__contains=merged_on, days__startswith__lt=merged_on):
        ended.append([str(one.id), one.days.upper.isoformat() if one.days.upper else None])
        one.days, one.ended_because = DateRange(one.first_on, merged_on), words
        one.save(update_fields=["days", "ended_because"])
    return ended


def _demand_beds(into: Place, merged_on: date) -> None:
    """Raises NoBedsLeft."""
    rows = Stay.objects.filter(place=into, on__gte=merged_on, kind=StayKind.NOON_REST, status=StayStatus.BOOKED)
    for on in rows.order_by("on").values_list("on", flat=True).distinct():
        room = room_at(into, on)
        if room.beds is not None and room.taken > room.beds:
            raise NoBedsLeft(field="places", on=on.isoformat(), place=into.name)
