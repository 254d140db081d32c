"""The plan of a place and its arrears: townships village by village, a village door by door."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from frontend.shell.ground import VILLAGE, Ground, ground
from services.visits.queries.arrears import LOOKED_BACK_DAYS, Row, arrears, leads_of, windows_in
from services.visits.queries.day import Stop, fill_past

PAGE = 30


@login_required
@never_cache
@require_safe
def show_plan(request: HttpRequest) -> HttpResponse:
    """``?place=CODE``. Whoever only watches over a place sees figures; who visits there sees whom to visit, masked."""
    land = ground(request)
    today = timezone.localdate()
    places = [land.here] if len(land.here.code) >= VILLAGE else land.below
    context: dict[str, Any] = {
        "land": land,
        "rows": arrears(places, today=today),
        "days": LOOKED_BACK_DAYS,
        "sees": may(request.user, Permission.VISIT, region_code=land.here.code),
        "may_check": may(request.user, Permission.VOLUNTEER_VERIFY, region_code=land.here.code),
        "may_pair": may(request.user, Permission.ELDER_REGISTER, region_code=land.here.code),
    }
    context["total"] = _sum(context["rows"], land)
    context["rows"] = [row for row in context["rows"] if row.elders or row.behind]
    if context["sees"] and len(land.here.code) >= VILLAGE:
        page = Paginator(windows_in(land.codes), PAGE).get_page(request.GET.get("page"))
        stops = [Stop(window.elder, window, (today - window.due_on).days) for window in page.object_list]
        fill_past(stops)
        leads = leads_of(stop.elder.id for stop in stops)
        context |= {"page": page, "stops": [(stop, leads.get(stop.elder.id)) for stop in stops]}
    return render(request, "visits/plan.html", context)


def _sum(rows: list[Row], land: Ground) -> Row:
    total = Row(land.here)
    for row in rows:
        for name in ("elders", "unpaired", "late", "due", "missed", "seen", "tried", "urgings"):
            setattr(total, name, getattr(total, name) + getattr(row, name))
    return total
