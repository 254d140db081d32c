"""Which villages law days and other talks have not reached."""

from datetime import timedelta

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.shell.calendar import day_of
from frontend.shell.ground import ground
from frontend.shell.sheets import answer, workbook
from services.activities.enums import ActivityKind
from services.activities.queries.calendar import month_bounds
from services.activities.queries.reach import reached_by

PAGE = 40
SPAN = timedelta(days=365)
DAY = timedelta(days=1)


@login_required
@never_cache
@require_safe
def show_reach(request: HttpRequest) -> HttpResponse:
    """``?kind=LAW&since=2026-01-01&until=2026-11-29&place=CODE``: villages, those not reached first."""
    land = ground(request)
    until = day_of(request.GET.get("until", "")) or timezone.localdate()
    since = day_of(request.GET.get("since", "")) or until - SPAN
    kind = request.GET.get("kind", "")
    kind = kind if kind in ActivityKind.values else ActivityKind.LAW
    first, last = month_bounds(since, until + DAY)
    found = reached_by(land.codes, kind=kind, since=first, until=last)
    if "sheet" in request.GET:
        headings = [_("Village"), _("Elders"), _("Last on"), _("Elders who came")]
        rows = [
            [one.village.name, one.elders, f"{one.last_at:%Y-%m-%d}" if one.last_at else "", one.came] for one in found
        ]
        name = f"{ActivityKind(kind).label}{since}-{until}.xlsx"
        return answer(
            workbook(
                pgettext("coverage", "Villages"), headings, rows, [pgettext("coverage", "Villages"), str(len(rows))]
            ),
            name,
        )
    missing = [one for one in found if not one.is_reached]
    context = {
        "land": land,
        "since": since,
        "until": until,
        "kind": kind,
        "kind_words": ActivityKind(kind).label,
        "kinds": ActivityKind.choices,
        "total": len(found),
        "reached": len(found) - len(missing),
        "elders_missing": sum(one.elders for one in missing),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "query": f"kind={kind}&since={since}&until={until}" + (f"&place={land.place.code}" if land.place else ""),
    }
    return render(request, "activities/reach.html", context)
