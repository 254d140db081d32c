"""What the board is asked for, read from the address, and the address for asking otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from accounts.people.models import Person
from accounts.people.queries import place_of
from accounts.regions.models import Region
from accounts.regions.queries import path
from services.orders.queries.board import BoardFilter

WALK, NEAR, TOWNSHIP, COUNTY = "walk", "near", "township", "county"
RADIUS_M = {WALK: 1500, NEAR: 5000}
ANY, TODAY, TOMORROW, WEEKEND = "", "today", "tomorrow", "weekend"
SATURDAY = 5


@dataclass(frozen=True)
class Wish:
    """A board somebody asked for. ``places`` is where it looks from, province first."""

    places: tuple[Region, ...]
    centre: tuple[float, float] | None
    reach: str
    region: str = ""  # only when another place than one's home was chosen
    day: str = ANY
    categories: tuple[str, ...] = ()
    mine: bool = False
    soonest: bool = False
    after: UUID | None = None

    @property
    def code(self) -> str:
        return self.places[-1].code

    @property
    def reaches(self) -> tuple[str, ...]:
        """The circles one can choose from: those on foot need a known place, the township a small enough one."""
        circles = (WALK, NEAR) if self.centre else ()
        return (*circles, *((TOWNSHIP,) if len(self.code) >= 9 else ()), COUNTY)

    @property
    def scope(self) -> str:
        """Region code within which the board looks; a circle may cross townships."""
        return self.code[: 9 if self.reach == TOWNSHIP else 6]

    def as_filter(self, *, on: date, everything: bool = False) -> BoardFilter:
        """The filter for the board on a day; ``everything`` leaves day and category open, for counting."""
        since, until = days(self.day, on)
        return BoardFilter(
            region_code=self.scope,
            categories=() if everything else self.categories,
            starts_from=None if everything else since,
            starts_until=None if everything else until,
            centre=self.centre,
            radius_m=RADIUS_M.get(self.reach),
        )

    def address(self, **changes: Any) -> str:
        """Query string of this wish with ``changes``, always back on the first page unless ``after`` is given."""
        other = replace(self, **{"after": None, **changes})
        asked: list[tuple[str, str]] = [("region", other.region), ("reach", other.reach), ("day", other.day)]
        asked += [("category", code) for code in other.categories]
        asked += [("mine", "1" if other.mine else ""), ("sort", "soonest" if other.soonest else "")]
        asked += [("after", str(other.after or ""))]
        return "?" + urlencode([(name, value) for name, value in asked if value])


def days(day: str, on: date) -> tuple[datetime | None, datetime | None]:
    """First moment and end of the wished day or days; (None, None) for any. The weekend is this or the coming one."""
    if day == TODAY:
        return _midnight(on), _midnight(on + timedelta(days=1))
    if day == TOMORROW:
        return _midnight(on + timedelta(days=1)), _midnight(on + timedelta(days=2))
    if day == WEEKEND:
        saturday = on + timedelta(days=SATURDAY - on.weekday())  # on a Sunday: yesterday
        return _midnight(saturday), _midnight(saturday + timedelta(days=2))
    return None, None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def read_wish(asked: QueryDict, person: Person) -> Wish:
    """The wish in a query string; what it does not say, or says wrongly, is near home and everything."""
    places = tuple(path(_digits(asked.get("region", "")))) if asked.get("region") else ()
    region = places[-1].code if places else ""
    centre = _centre(*((places[-1].latitude, places[-1].longitude) if places else place_of(person)))
    places = places or tuple(path(person.home_id))
    wish = Wish(
        places=places,
        centre=centre,
        reach="",
        region=region,
        day=_one_of(asked, "day", (TODAY, TOMORROW, WEEKEND)),
        categories=tuple(code for code in asked.getlist("category") if code.isidentifier())[:30],
        mine=bool(asked.get("mine")),
        soonest=asked.get("sort") == "soonest",
        after=_key(asked.get("after", "")),
    )
    usual = TOWNSHIP if TOWNSHIP in wish.reaches else COUNTY
    return replace(wish, reach=_one_of(asked, "reach", wish.reaches) or usual)


def _digits(code: str) -> str:
    return code if code.isascii() and code.isdigit() else "0"


def _centre(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (latitude, longitude)


def _one_of(asked: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = asked.get(name, "")
    return value if value in allowed else ""


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
