"""Something will be on: once, or as often as a rhythm says."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import OrganisationStatus
from accounts.organisations.models import Organisation
from accounts.refusals import Invalid, NotFound
from accounts.regions.endings import demand_running
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.activities.actions.running import (
    LONGEST_ORGANISER,
    LONGEST_TITLE,
    LONGEST_WHERE,
    LONGEST_WORDS,
    MOST_SEATS,
    cleaned,
    tell,
)
from services.activities.enums import ActivityKind
from services.activities.models import Activity, Series
from services.activities.queries.calendar import may_run
from services.places.enums import PlaceKind
from services.places.models import Place
from services.standing.rhythm import Rhythm, check_rhythm

FURTHEST, LONGEST = timedelta(days=366), timedelta(hours=12)
MOST_SESSIONS = 120


class BadActivity(Invalid):
    code = "bad_activity"
    sentence = _("Say what it is, where, and when: within the next year, and no longer than half a day.")
    status = 422


class TooManySessions(Invalid):
    code = "too_many_sessions"
    sentence = _("A series has 120 sessions at most. Let it end earlier, and plan the next one then.")
    status = 422


@dataclass(frozen=True)
class ActivitySheet:
    """What is announced. Without ``place_id`` it is held at ``where`` in ``region_code``; ``last_on`` ends a series."""

    kind: str
    title: str
    on: date
    starts: time
    ends: time
    region_code: str = ""
    place_id: UUID | None = None
    where: str = ""
    words: str = ""
    organisation_id: UUID | None = None
    organiser: str = ""
    seats: int | None = None
    rrule: str = ""
    lunar: str = ""
    last_on: date | None = None


def plan_activity(*, by: Any, at: datetime, sheet: ActivitySheet) -> list[Activity]:
    """Announce it, each session of a series by itself; those planned, the first first.

    By officials and visitors of the territory, or whoever dispatches for the organisation that invites; ``by`` None is
    the house. Raises NotFound, BadActivity, BadRhythm, NoDays, TooManySessions.
    """
    region, place = ground_of(sheet)
    if by is not None and not may_run(by, region_code=region.code, organisation_id=sheet.organisation_id):
        raise NotFound
    fields = checked(sheet, region, place)
    days = _days(sheet, at)
    with transaction.atomic():
        demand_running(region.code, at=at)
        series = None
        if sheet.rrule or sheet.lunar:
            assert sheet.last_on is not None
            series = Series.objects.create(
                rrule=sheet.rrule,
                lunar=sheet.lunar,
                first_on=sheet.on,
                last_on=sheet.last_on,
                planned_at=at,
                planned_by=by,
            )
        made = [
            Activity.objects.create(
                **fields,
                starts_at=moment(day, sheet.starts),
                ends_at=moment(day, sheet.ends),
                series=series,
                planned_at=at,
                planned_by=by,
            )
            for day in days
        ]
        for one in made:
            tell(one, "planned", at=at, by=by)
    return made


def ground_of(sheet: ActivitySheet) -> tuple[Region, Place | None]:
    """Where it is held. Raises BadActivity."""
    place = None
    if sheet.place_id is not None:
        rows = Place.objects.select_related("region").exclude(kind=PlaceKind.SHARED_DWELLING)
        place = rows.filter(id=sheet.place_id).first()
        if place is None or not place.is_open(sheet.on):
            raise BadActivity(field="place")
        return place.region, place
    levels = [Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE]
    region = Region.objects.filter(code=sheet.region_code, level__in=levels).first()
    if region is None:
        raise BadActivity(field="region")
    return region, None


def checked(sheet: ActivitySheet, region: Region, place: Place | None) -> dict[str, Any]:
    """The columns of an activity, looked at. Raises BadActivity."""
    title, where = cleaned(sheet.title, LONGEST_TITLE), cleaned(sheet.where, LONGEST_WHERE)
    where = where or (f"{place.name}，{place.address}"[:LONGEST_WHERE] if place is not None else "")
    for name, wrong in (
        ("kind", sheet.kind not in ActivityKind.values),
        ("title", not title),
        ("where", not where),
        ("ends", not timedelta() < moment(sheet.on, sheet.ends) - moment(sheet.on, sheet.starts) <= LONGEST),
        ("seats", sheet.seats is not None and not 1 <= sheet.seats <= MOST_SEATS),
    ):
        if wrong:
            raise BadActivity(field=name)
    organiser = None
    if sheet.organisation_id is not None:
        standing = Organisation.objects.filter(
            status=OrganisationStatus.VERIFIED, region__code__startswith=region.code[:6]
        )
        organiser = standing.filter(id=sheet.organisation_id).first()
        if organiser is None:
            raise BadActivity(field="organisation")
    return {
        "kind": sheet.kind,
        "title": title,
        "words": cleaned(sheet.words, LONGEST_WORDS),
        "region": region,
        "place": place,
        "where": where,
        "organiser": organiser,
        "organiser_words": "" if organiser is not None else cleaned(sheet.organiser, LONGEST_ORGANISER),
        "seats": sheet.seats,
    }


def moment(day: date, clock: time) -> datetime:
    """That time of a day here."""
    return timezone.make_aware(datetime.combine(day, clock.replace(tzinfo=None)))


def _days(sheet: ActivitySheet, at: datetime) -> list[date]:
    today = timezone.localdate(at)
    if not 0 <= (sheet.on - today).days <= FURTHEST.days:
        raise BadActivity(field="on")
    if not sheet.rrule and not sheet.lunar:
        return [sheet.on]
    if sheet.last_on is None or not sheet.on <= sheet.last_on or (sheet.last_on - today).days > FURTHEST.days:
        raise BadActivity(field="last_on")
    rhythm = check_rhythm(Rhythm(sheet.on, sheet.last_on, rrule=sheet.rrule, lunar=sheet.lunar))
    days = rhythm.days(sheet.on, sheet.last_on)
    if len(days) > MOST_SESSIONS:
        raise TooManySessions(field="last_on")
    if not days:
        raise BadActivity(field="last_on")
    return days
