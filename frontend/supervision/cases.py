"""From a figure to the rows it was counted from, and from a row to the elder, the emergency, the visit or the order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.models import Elder
from accounts.people.masks import mask_name
from accounts.reading import from_replica
from accounts.refusals import NotFound
from accounts.regions.models import Region
from frontend.supervision.looking import looking
from frontend.supervision.saying import because
from services.supervision.enums import Subject
from services.supervision.gauges import GAUGES, limits
from services.supervision.models import Case
from services.supervision.queries.board import cases_on, readings_on

PAGE = 50


@dataclass(frozen=True)
class Shown:
    """A case as the page shows it: who (masked; empty for those who open no dossiers), why, and where it leads."""

    case: Case
    name: str
    age: int | None
    village: str
    because: str
    href: str


@login_required
@never_cache
@require_safe
@from_replica
def show_cases(request: HttpRequest) -> HttpResponse:
    """``?place=&on=&gauge=&all=1``: the cases that are missing, or all of them with ``all``."""
    see = looking(request)
    if see.on is None or not see.gauge:
        raise NotFound
    everything = request.GET.get("all") == "1"
    gauge = GAUGES[see.gauge]
    reading = readings_on([see.here.code], see.on).get((see.here.code, see.gauge))
    cases = cases_on([see.here.code], see.gauge, see.on, short_only=not everything)
    page = Paginator(cases, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "see": see,
        "land": see.land,
        "gauge": gauge,
        "reading": reading,
        "everything": everything,
        "page": page,
        "rows": shown(request.user, page.object_list, limits(reading.rule) if reading else {}, on=see.on),
        "keep": see.query + ("&all=1" if everything else ""),
    }
    return render(request, "supervision/cases.html", context)


def shown_cases(user: Any, place: str, gauge: str, on: date, bounds: Mapping[str, Any], *, most: int) -> list[Shown]:
    """The first of the missing cases of a place. Three queries."""
    return shown(user, cases_on([place], gauge, on, short_only=True)[:most], bounds, on=on)


def shown(user: Any, cases: Iterable[Case], bounds: Mapping[str, Any], *, on: date) -> list[Shown]:
    """Cases with names and ways, as far as the reader may go. Two queries, and one for each right."""
    cases = list(cases)
    elders = {
        one.id: one
        for one in Elder.objects.filter(id__in={case.elder_id for case in cases if case.elder_id}).select_related(
            "person"
        )
    }
    villages = dict(Region.objects.filter(code__in={case.region_code for case in cases}).values_list("code", "name"))
    rights = {right: _within(user, right, cases) for right in _DOORS.values()}
    names = _within(user, Permission.ORDER_FOR_ANYONE, cases)
    found = []
    for case in cases:
        elder = elders.get(case.elder_id) if case.elder_id else None
        right = _DOORS[Subject(case.subject)]
        found.append(
            Shown(
                case=case,
                name=mask_name(elder.person.name) if elder and names else "",
                age=elder.person.age_on(on) if elder and names else None,
                village=villages.get(case.region_code, ""),
                because=because(case, bounds, on=on),
                href=_way(case) if rights[right] else "",
            )
        )
    return found


_DOORS: dict[Subject, Permission] = {
    Subject.ELDER: Permission.ORDER_FOR_ANYONE,
    Subject.INCIDENT: Permission.INCIDENT_SEE,
    Subject.VISIT: Permission.VISIT,
    Subject.ORDER: Permission.TERRITORY_VIEW,
}


def _within(user: Any, right: Permission, cases: list[Case]) -> bool:
    """Whether the right holds where these cases lie: they all lie in one territory of the reader."""
    widest = min((case.region_code for case in cases), key=len, default="")
    return bool(widest) and may(user, right, region_code=widest)


def _way(case: Case) -> str:
    """Where the row itself is to be seen."""
    match case.subject:
        case Subject.ELDER:
            return reverse("territory:elder", args=[case.subject_id])
        case Subject.INCIDENT:
            return reverse("incidents:case", args=[case.subject_id])
        case Subject.VISIT:
            return reverse("visits:visit", args=[case.subject_id])
    return reverse("territory:order", args=[case.facts["order"]]) if case.facts.get("order") else ""
