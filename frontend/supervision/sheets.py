"""The source rows of a figure to take away: who has them counts it again. No names leave with them."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO
from typing import Any
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.reading import from_replica
from accounts.refusals import NotFound
from frontend.shell.sheets import answer, workbook
from frontend.shell.wording import place_text
from frontend.supervision.looking import looking
from services.supervision.gauges import GAUGES
from services.supervision.models import Case
from services.supervision.queries.board import cases_on, readings_on

FACTS: dict[str, tuple[str, ...]] = {
    "REGISTRY": ("complete", "checked_on"),
    "RISKS": ("tier", "met_on"),
    "RESPONSE": ("reported_at", "first_at"),
    "COVERAGE": ("last_on",),
    "ORDERS": ("order", "on", "category", "how"),
    "EVIDENCE": (
        "on",
        "clocks_differ",
        "answer",
        "doors",
        "picture_used",
        "weight",
        "confirmed",
        "forgotten",
        "voided",
    ),
}
COLUMNS = ("gauge", "on", "region_code", "subject", "subject_id", "reached")


@login_required
@never_cache
@require_safe
@from_replica
def take_rows(request: HttpRequest) -> HttpResponse:
    """``?place=&on=&gauge=&as=csv``: every case that was counted, with the facts that decided; Excel without ``as``."""
    see = looking(request)
    if see.on is None or not see.gauge:
        raise NotFound
    rows = table(cases_on([see.here.code], see.gauge, see.on), see.gauge, see.on)
    name = f"{place_text(see.here.name)}-{GAUGES[see.gauge].failure}-{see.on.isoformat()}"
    if request.GET.get("as") == "csv":
        return _csv([headings(see.gauge), *rows], name)
    reading = readings_on([see.here.code], see.on).get((see.here.code, see.gauge))
    total = [_("Together"), "", "", "", "", _total(reading)]
    return answer(workbook(pgettext("sheet", "Cases"), headings(see.gauge), rows, total), f"{name}.xlsx")


def headings(gauge: str) -> list[str]:
    """The columns by their stable names: a program that reads the sheet finds them in any language."""
    return [*COLUMNS, *FACTS[gauge]]


def table(cases: Iterable[Case], gauge: str, on: date) -> Iterator[list[str]]:
    """One row a case, everything as text: 1 and 0 for yes and no, empty for not known."""
    for case in cases:
        row = [gauge, on.isoformat(), case.region_code, case.subject, str(case.subject_id), _text(case.reached)]
        yield [*row, *(_text(case.facts.get(name)) for name in FACTS[gauge])]


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, bool) else str(value)


def _total(reading: Any) -> str:
    return f"{reading.numerator}/{reading.denominator}" if reading else "0/0"


def _csv(rows: Iterable[list[str]], name: str) -> HttpResponse:
    out = StringIO()
    csv.writer(out).writerows(rows)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.csv"
    return response
