"""Hours of a month: who did how much, what was credited, the rows behind each line, and the sheet to take away."""

import csv
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.refusals import NotFound
from frontend.organisation.managed import managed, midnight, month_from
from frontend.shell.calendar import next_month
from frontend.shell.cells import safe_cell
from services.houses.queries.hours import approved_by_person, approved_share
from services.orders.queries.figures import hours_by_member
from services.orders.queries.organisation_side import services_of_member, totals

BOM = "\ufeff"  # without it a spreadsheet takes the Chinese for another encoding


@login_required
@never_cache
@require_safe
def show_hours(request: HttpRequest) -> HttpResponse:
    """``?month=2026-11``."""
    return render(request, "organisation/hours.html", _context(request))


@login_required
@never_cache
@require_safe
def show_member_hours(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The services behind one line; of whoever did none of them nothing is told."""
    context = _context(request)
    line = next((row for row in context["rows"] if row["person_id"] == person_id), None)
    if line is None:
        raise NotFound
    since, until = midnight(context["month"]), midnight(context["after"])
    seats = services_of_member(context["organisation"].id, person_id, since, until)
    return render(request, "organisation/hours_member.html", {**context, "line": line, "seats": list(seats)})


@login_required
@never_cache
@require_safe
def download_hours(request: HttpRequest) -> HttpResponse:
    """The month as CSV in UTF-8 with a mark, minutes as whole numbers, no cell that a spreadsheet would run."""
    context = _context(request)
    month = f"{context['month']:%Y-%m}"
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="hours-{month}.csv"'
    response.write(BOM)
    out = csv.writer(response)
    out.writerow(
        safe_cell(cell)
        for cell in (
            pgettext("sheet", "Month"),
            pgettext("sheet", "Organisation"),
            pgettext("sheet", "Member"),
            pgettext("sheet", "Services"),
            pgettext("sheet", "Minutes worked"),
            pgettext("sheet", "Minutes credited"),
            pgettext("sheet", "Minutes approved"),
        )
    )
    lines = [(row["person__name"], row) for row in context["rows"]]
    approved = context["approved_of"]
    for name, row in [*lines, (pgettext("sheet", "Together"), context["total"])]:
        stood = approved.get(row["person_id"], 0) if "person_id" in row else sum(approved.values())
        cells = (month, context["organisation"].name, name, row["services"], row["worked"], row["credited"], stood)
        out.writerow(safe_cell(cell) for cell in cells)
    return response


def _context(request: HttpRequest) -> dict[str, Any]:
    mine = managed(request)
    month = month_from(request.GET.get("month", ""))
    after = next_month(month)
    rows = hours_by_member(mine.organisation.id, midnight(month), midnight(after))
    return {
        "mine": mine,
        "organisation": mine.organisation,
        "month": month,
        "month_key": f"{month:%Y-%m}",
        "before": month_before(month),
        "after": after,
        "running": month <= timezone.localdate() < after,
        "rows": rows,
        "total": totals(rows),
        "approved": approved_share(mine.organisation.id, midnight(month), midnight(after)),
        "approved_of": approved_by_person(mine.organisation.id, midnight(month), midnight(after)),
        "now": timezone.now(),
    }


def month_before(month: Any) -> Any:
    """First day of the month before the one that begins on ``month``."""
    return month.replace(year=month.year - (month.month == 1), month=(month.month - 2) % 12 + 1)
