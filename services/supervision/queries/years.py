"""What a township is measured by at the end of a year: the last frozen day of each gauge, and what became of tasks."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Q

from services.supervision.enums import UNDONE, TaskState
from services.supervision.gauges import GAUGES
from services.supervision.models import Reading, Task, YearFigures


def indicators(region_code: str, year: int) -> dict[str, Any] | None:
    """``{"gauges": [{"code", "on", "now": [n, d], "goal"}], "tasks": {"given", "late", "open", "accepted"}}``.

    ``on`` is the day whose cases stand behind the figure. None when nothing was frozen in that year.
    """
    since, until = date(year, 1, 1), date(year, 12, 31)
    rows = Reading.objects.filter(region_code=region_code, on__range=(since, until)).order_by("gauge", "-on")
    last = {row.gauge: row for row in rows.distinct("gauge")}
    if not last:
        return None
    given = Task.objects.filter(region__code__startswith=region_code, due_on__range=(since, until))
    late = Q(done_at__date__gt=F("due_on")) | Q(state__in=UNDONE)
    tasks = given.aggregate(
        given=Count("id"),
        late=Count("id", filter=late),
        open=Count("id", filter=Q(state__in=[*UNDONE, TaskState.DONE])),
        accepted=Count("id", filter=Q(state=TaskState.ACCEPTED)),
    )
    return {
        "gauges": [
            {
                "code": code,
                "on": last[code].on.isoformat(),
                "now": [last[code].numerator, last[code].denominator],
                "goal": last[code].goal,
            }
            for code in GAUGES
            if code in last
        ],
        "tasks": tasks,
    }


def years_of(codes: list[str], year: int) -> dict[str, YearFigures]:
    """Township → its figures of the year. One query."""
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(region__code__startswith=code)
    rows = YearFigures.objects.filter(inside, year=year).select_related(
        "region", "frozen_by__person", "signed_by__person"
    )
    return {row.region_id: row for row in rows}
