"""What the actions on places share: looking at what was entered, locking, telling."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.organisations.actions.apply_organisation import checked_phone
from accounts.organisations.actions.describe_organisation import check_hours
from accounts.organisations.enums import OrganisationStatus
from accounts.organisations.models import Organisation
from accounts.refusals import Invalid, NotFound, Refusal
from services.places.enums import PlaceKind
from services.places.models import Place, PlaceHours, Terms

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_SUMMARY, MOST_SEATS = 60, 120, 400, 2000
MOST_BEDS, MOST_M2, MOST_THINGS, LONGEST_THING = 500, 100_000, 30, 30


class PlaceNamed(Refusal):
    code = "place_named"
    sentence = _("There is such a place of this name in the village already.")


class BadOperator(Invalid):
    code = "bad_operator"
    sentence = _("Only an organisation that civil affairs has verified runs a place, and one of the same county.")
    status = 422


class BadPoint(Invalid):
    code = "bad_point"
    sentence = _("Give both latitude and longitude, or neither.")
    status = 422


class BadPartner(Invalid):
    code = "bad_partner"
    sentence = _("Only an open clinic of the same county is a partner, and a clinic needs none.")
    status = 422


class TermsSayWho(Refusal):
    code = "terms_say_who"
    sentence = _("Who runs this place is said by its terms. Write new terms, or end those that run.")


@dataclass(frozen=True)
class PlaceSheet:
    """What is written down of a place. ``hours`` by weekday, 0 is Monday; a day left out is closed."""

    name: str
    address: str
    operator_id: UUID | None = None
    phone: str = ""
    summary: str = ""
    seats: int | None = None
    noon_beds: int | None = None
    day_beds: int | None = None
    area_m2: int | None = None
    equipment: tuple[str, ...] = ()
    partner_id: UUID | None = None
    point: tuple[float | None, float | None] = (None, None)
    hours: Mapping[int, tuple[time, time]] = field(default_factory=dict)


def lock_place(by: Any, place_id: UUID) -> Place:
    """A place of the official's territory, locked; ``by`` None is the house. Raises NotAllowed, NotFound."""
    if by is not None:
        demand(by, Permission.PLACE_KEEP)
    place = Place.objects.select_for_update(no_key=True, of=("self",)).filter(id=place_id).first()
    if place is None:
        raise NotFound
    if by is not None:
        demand(by, Permission.PLACE_KEEP, region_code=place.region_id)
    return place


def fill(place: Place, sheet: PlaceSheet) -> None:
    """Write the sheet into the row and its hours. Raises Invalid, BadHours, BadPoint, BadOperator, PlaceNamed."""
    place.name = _words(sheet.name, LONGEST_NAME, "name", wanted=True)
    place.address = _words(sheet.address, LONGEST_ADDRESS, "address", wanted=True)
    place.summary = _words(sheet.summary, LONGEST_SUMMARY, "summary")
    place.phone = checked_phone(sheet.phone) if sheet.phone.strip() else ""
    _sizes(place, sheet)
    place.equipment = _things(sheet.equipment)
    place.partner = _partner(sheet.partner_id, place)
    place.latitude, place.longitude = _point(sheet.point)
    check_hours(sheet.hours)
    if sheet.operator_id != place.operator_id:
        if Terms.objects.filter(place=place.id).exists():
            raise TermsSayWho(field="operator")
        place.operator = operator_in(sheet.operator_id, place.region_id)
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError as error:
        if "place_name_once" not in str(error):
            raise
        raise PlaceNamed(field="name") from error
    place.hours.all().delete()
    PlaceHours.objects.bulk_create(
        PlaceHours(place=place, weekday=weekday, opens=opens, closes=closes)
        for weekday, (opens, closes) in sorted(sheet.hours.items())
    )


def tell(place: Place, happened: str, *, at: datetime, by: Any, words: str = "") -> None:
    """Emit ``services.place.<happened>``; written down, told to nobody."""
    emit(
        f"services.place.{happened}",
        at=at,
        by=by,
        subject_kind="place",
        subject_id=place.id,
        region_code=place.region_id,
        words=words,
        deliver=False,
    )


def _words(text: str, most: int, name: str, *, wanted: bool = False) -> str:
    said = text.replace("\x00", "").strip()
    if len(said) > most or (wanted and not said):
        raise Invalid(field=name)
    return said


def _sizes(place: Place, sheet: PlaceSheet) -> None:
    for name, most in (("seats", MOST_SEATS), ("noon_beds", MOST_BEDS), ("day_beds", MOST_BEDS), ("area_m2", MOST_M2)):
        value = getattr(sheet, name)
        if value is not None and not 1 <= value <= most:
            raise Invalid(field=name)
        setattr(place, name, value)


def _things(named: tuple[str, ...]) -> list[str]:
    """Each thing once, in the order it was named. Raises Invalid."""
    found = list(dict.fromkeys(_words(one, LONGEST_THING, "equipment") for one in named))
    if len(found) > MOST_THINGS:
        raise Invalid(field="equipment")
    return [one for one in found if one]


def _partner(partner_id: UUID | None, place: Place) -> Place | None:
    if partner_id is None:
        return None
    clinics = Place.objects.filter(kind=PlaceKind.CLINIC, closed_on=None, region__code__startswith=place.region_id[:6])
    partner = clinics.filter(id=partner_id).first()
    if partner is None or place.kind == PlaceKind.CLINIC:
        raise BadPartner(field="partner")
    return partner


def _point(point: tuple[float | None, float | None]) -> tuple[float | None, float | None]:
    latitude, longitude = point
    if (latitude is None) != (longitude is None):
        raise BadPoint(field="latitude")
    if latitude is not None and longitude is not None and not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise BadPoint(field="latitude")
    return latitude, longitude


def operator_in(operator_id: UUID | None, region_code: str) -> Organisation | None:
    """A verified organisation of the county. Raises BadOperator."""
    if operator_id is None:
        return None
    standing = Organisation.objects.filter(status=OrganisationStatus.VERIFIED, region__code__startswith=region_code[:6])
    operator = standing.filter(id=operator_id).first()
    if operator is None:
        raise BadOperator(field="operator")
    return operator
