"""What the pages of supervision show: readings only, a handful of queries whatever the size of the county."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Max, Min, Q, QuerySet

from services.supervision.enums import Light
from services.supervision.gauges import GAUGES, Gauge, limits, said
from services.supervision.models import Case, Late, Reading


@dataclass(frozen=True)
class Sum:
    """A gauge over the places looked at on a day, with what it showed a month before and what came later."""

    gauge: Gauge
    reading: Reading | None
    before: Reading | None = None
    late: Late | None = None

    @property
    def limits(self) -> dict[str, Any]:
        return limits(self.reading.rule) if self.reading else {}

    @property
    def counted(self) -> str:
        """How it is counted, with the limits of that day."""
        return said(self.gauge.counted, self.limits) if self.reading else ""

    @property
    def denominator(self) -> str:
        return said(self.gauge.denominator, self.limits) if self.reading else str(self.gauge.name)

    @property
    def numerator(self) -> str:
        return said(self.gauge.numerator, self.limits) if self.reading else ""


def days_of(county: str) -> tuple[date | None, date | None]:
    """The first and the last day that was frozen in a county, whatever the gauge. One query."""
    found = Reading.objects.filter(region_code=county).aggregate(first=Min("on"), last=Max("on"))
    return found["first"], found["last"]


def day_before(county: str, on: date) -> date | None:
    """The last day up to ``on`` on which something was frozen."""
    found: date | None = Reading.objects.filter(region_code=county, on__lte=on).aggregate(day=Max("on"))["day"]
    return found


def readings_on(codes: Iterable[str], on: date) -> dict[tuple[str, str], Reading]:
    """(place, gauge) → what was frozen on that day. One query."""
    rows = Reading.objects.filter(region_code__in=list(codes), on=on)
    return {(row.region_code, row.gauge): row for row in rows}


def late_on(codes: Iterable[str], on: date) -> dict[tuple[str, str], Late]:
    """(place, gauge) → what came later, where something did. One query."""
    rows = Late.objects.filter(region_code__in=list(codes), on=on)
    return {(row.region_code, row.gauge): row for row in rows}


def month_before(on: date) -> date:
    """The last day of the month before."""
    return on.replace(day=1) - timedelta(days=1)


def sums(place: str, on: date) -> list[Sum]:
    """The four gauges of one place on a day. Three queries."""
    now, late = readings_on([place], on), late_on([place], on)
    county, before = place[:6], month_before(on)
    then = day_before(county, before)
    was = readings_on([place], then) if then else {}
    return [
        Sum(gauge, now.get((place, code)), was.get((place, code)), late.get((place, code)))
        for code, gauge in GAUGES.items()
    ]


def course(place: str, gauge: str, until: date, *, months: int = 12) -> list[Reading]:
    """The last reading of each month up to a day, the day's own last; oldest first. One query."""
    since = until.replace(day=1)
    for _ in range(months - 1):
        since = month_before(since).replace(day=1)
    rows = Reading.objects.filter(region_code=place, gauge=gauge, on__range=(since, until)).order_by("on")
    last = {(row.on.year, row.on.month): row for row in rows}
    return list(last.values())


def cases_on(codes: Sequence[str], gauge: str, on: date, *, short_only: bool = False) -> QuerySet[Case]:
    """The cases that were counted on a day in these region subtrees, the missing ones first, village by village."""
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(region_code__startswith=code)
    cases = Case.objects.filter(inside, Q(until=None) | Q(until__gt=on), gauge=gauge, since__lte=on)
    if short_only:
        cases = cases.filter(reached=False)
    return cases.order_by("reached", "region_code", "id")


def lights_below(place: str, gauge: str, on: date) -> dict[str, int]:
    """How many villages below stand red and yellow on a day. One query."""
    villages = villages_behind(place, gauge, on)
    red = sum(row.light == Light.RED for row in villages)
    return {"red": red, "yellow": len(villages) - red}


def villages_behind(place: str, gauge: str, on: date) -> list[Reading]:
    """The readings of the villages below the goal of the day, the furthest behind first. One query."""
    rows = Reading.objects.filter(region_code__startswith=place, gauge=gauge, on=on, denominator__gt=0)
    asked = rows.annotate(have=F("numerator") * 100, asked=F("goal") * F("denominator"))
    behind = asked.filter(region_code__regex=r"^[0-9]{12}$", have__lt=F("asked"))
    return sorted(behind, key=lambda row: (row.percent or 0, -row.short, row.region_code))
