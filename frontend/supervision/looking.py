"""Which place, which day and which gauge a page of supervision looks at."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.http import urlencode

from accounts.regions.models import Region
from frontend.shell.ground import Ground, ground
from services.supervision.gauges import GAUGES
from services.supervision.queries.board import day_before, days_of

COUNTY_DIGITS = 6


@dataclass(frozen=True)
class Looking:
    """``on`` is the day that is shown, ``asked`` the one that was wanted; both None when nothing is frozen yet."""

    land: Ground
    asked: date | None
    on: date | None
    first: date | None
    last: date | None
    gauge: str

    @property
    def here(self) -> Region:
        return self.land.here

    @property
    def first_text(self) -> str:
        return self.first.isoformat() if self.first else ""

    @property
    def query(self) -> str:
        """What other pages are told, to look at the same."""
        return self.with_()

    def with_(self, **other: str) -> str:
        place = self.land.place.code if self.land.place else ""
        asked = {"place": place, "on": self.on.isoformat() if self.on else "", "gauge": self.gauge, **other}
        return urlencode({key: value for key, value in asked.items() if value})


def looking(request: HttpRequest) -> Looking:
    """``?place=CODE&on=2026-11-18&gauge=RISKS``; the last day and every gauge when nothing sensible is asked.

    Raises NotAllowed for those without a territory, NotFound for a place outside it.
    """
    land = ground(request)
    county = land.here.code[:COUNTY_DIGITS]
    first, last = days_of(county)
    asked = _day(request.GET.get("on", ""))
    on = last
    if asked is not None and last is not None and asked < last:
        on = day_before(county, asked)
    gauge = request.GET.get("gauge", "")
    return Looking(land, asked, on, first, last, gauge if gauge in GAUGES else "")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
