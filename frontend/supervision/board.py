"""The four gauges of a place on a day, the places below it, and how it went over the year."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.reading import from_replica
from accounts.regions.models import Region
from frontend.supervision.cases import shown_cases
from frontend.supervision.curve import curve
from frontend.supervision.looking import Looking, looking
from services.incidents.enums import State
from services.incidents.queries.rows import territory_incidents
from services.supervision.gauges import FOUR, GAUGES
from services.supervision.models import Reading
from services.supervision.queries.board import Sum, course, lights_below, month_before, readings_on, sums

VILLAGE = 12
SHOWN = 12  # cases of a village on the board; all of them stand on their own page


@dataclass(frozen=True)
class Line:
    """A place below: the gauge looked at, then the others in their order."""

    region: Region
    reading: Reading | None
    others: list[Reading | None]
    query: str


@login_required
@never_cache
@require_safe
@from_replica
def show_board(request: HttpRequest) -> HttpResponse:
    """``?place=CODE&on=2026-11-18&gauge=RISKS``. Reads what was frozen, and nothing else."""
    see = looking(request)
    found = sums(see.here.code, see.on) if see.on else []
    chosen = _chosen(see, found)
    context: dict[str, Any] = {
        "see": see,
        "land": see.land,
        "sums": [(one, see.with_(gauge=one.gauge.code.value)) for one in found],
        "chosen": chosen,
        "month_ago": month_before(see.on) if see.on else None,
        "unanswered": _unanswered(request, see.here.code),
        "may_supervise": may(request.user, Permission.SUPERVISE, region_code=see.here.code),
        "may_honour": may(request.user, Permission.HONOUR_NOMINATE) or may(request.user, Permission.HONOUR_DECIDE),
    }
    if see.on and chosen:
        code = chosen.gauge.code.value
        rows = course(see.here.code, code, see.on)
        context |= {
            "query": see.with_(gauge=code),
            "lines": _lines(see, code),
            "others": [gauge for other, gauge in GAUGES.items() if gauge.four and other != code],
            "course": rows,
            "curve": curve(rows) if len(rows) > 1 else None,
            "lights": lights_below(see.here.code, code, see.on) if len(see.here.code) < VILLAGE else {},
        }
        if len(see.here.code) == VILLAGE:
            context["cases"] = shown_cases(request.user, see.here.code, code, see.on, chosen.limits, most=SHOWN)
    return render(request, "supervision/board.html", context)


def _unanswered(request: HttpRequest, place: str) -> int:
    """Emergencies of the place that nobody has answered just now, as far as the reader may know of them."""
    if not may(request.user, Permission.INCIDENT_SEE, region_code=place):
        return 0
    found = territory_incidents(request.user, at=timezone.now())
    return found.filter(state=State.REPORTED, region__code__startswith=place).count()


def _chosen(see: Looking, found: list[Sum]) -> Sum | None:
    """The gauge that was asked for, else the one furthest below its goal."""
    if see.gauge:
        return next((one for one in found if one.gauge.code == see.gauge), None)
    counted = [one for one in found if one.reading is not None and one.reading.percent is not None]
    return min(counted, key=_gap, default=found[0] if found else None)


def _gap(one: Sum) -> float:
    assert one.reading is not None
    return (one.reading.percent or 0) - one.reading.goal


def _lines(see: Looking, gauge: str) -> list[Line]:
    """The places below, the furthest behind first; those with nothing to count last. One query."""
    places = see.land.below
    if not places or see.on is None:
        return []
    rows = readings_on([place.code for place in places], see.on)
    lines = [
        Line(
            region=place,
            reading=rows.get((place.code, gauge)),
            others=[rows.get((place.code, code)) for code in FOUR if code != gauge],
            query=see.with_(place=place.code, gauge=gauge),
        )
        for place in places
    ]
    return sorted(lines, key=_behind)


def _behind(line: Line) -> tuple[float, str]:
    found = line.reading.percent if line.reading else None
    return (found if found is not None else 101.0, line.region.code)
