"""Which villages no place reaches, and how many elders live there."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.policies.place_rules import PLACE_REACH
from accounts.policies.queries import applied
from frontend.shell.calendar import day_of
from frontend.shell.ground import ground
from frontend.shell.sheets import answer, workbook
from frontend.shell.wording import place_text
from services.places.queries.coverage import Reach, by_township, coverage

PAGE = 25
CHARTED = 20
WAYS = ("unreached", "unknown", "reached")


@login_required
@never_cache
@require_safe
def show_coverage(request: HttpRequest) -> HttpResponse:
    """``?place=350425100&way=unreached&on=2026-11-29``: villages and the nearest place; as a sheet with ``sheet``."""
    land = ground(request)
    on = day_of(request.GET.get("on", "")) or timezone.localdate()
    found = coverage(land.codes, on=on)
    towns = by_township(found)
    way = request.GET.get("way", WAYS[0])
    if "sheet" in request.GET:
        return _sheet(found, on.isoformat())
    rows = [one for one in found if way == "all" or _way(one) == way]
    rows.sort(key=lambda one: (-one.elders, one.village.code))
    short = [town for town in towns if town.elders_unreached][:CHARTED]
    context = {
        "land": land,
        "on": on,
        "way": way,
        "rule": applied(PLACE_REACH, region_code=land.here.code, on=on),
        "total": len(found),
        "counts": {name: sum(1 for one in found if _way(one) == name) for name in WAYS},
        "elders": {name: sum(one.elders for one in found if _way(one) == name) for name in WAYS},
        "towns": towns if len(towns) > 1 else [],
        "chart": {
            "labels": [place_text(town.region.name) for town in short],
            "values": [town.elders_unreached for town in short],
        },
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "keep": f"place={land.place.code}" if land.place else "",
    }
    return render(request, "places/coverage.html", context)


def _way(one: Reach) -> str:
    return {True: "reached", False: "unreached", None: "unknown"}[one.reached]


def _sheet(rows: list[Reach], on: str) -> HttpResponse:
    headings = [
        pgettext("region", "Code"),
        _("Township"),
        _("Village"),
        _("Elders"),
        _("Nearest place"),
        _("Metres"),
        _("Reached?"),
    ]
    words = {True: _("yes"), False: _("no"), None: _("middle not known")}
    lines = [
        [
            one.village.code,
            one.village.parent.name if one.village.parent else "",
            one.village.name,
            one.elders,
            str(one.nearest or ""),
            str(one.distance_m if one.distance_m is not None else ""),
            words[one.reached],
        ]
        for one in rows
    ]
    total = [pgettext("attendance", "Together"), "", str(len(lines)), str(sum(one.elders for one in rows)), "", "", ""]
    return answer(workbook(_("Reach"), headings, lines, total), f"{_('Reach')}{on}.xlsx")
