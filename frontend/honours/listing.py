"""The drawn list: ranked with reasons, and those left out with theirs; behind each reason its rows."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.refusals import NotFound
from accounts.regions.models import Region
from frontend.honours.saying import said_of, short_of
from services.honours.enums import Kind, Reason, RoundState
from services.honours.models import Drawn
from services.honours.queries.listing import drawn_for, drawn_in, reading_codes
from services.honours.queries.rounds import days_of, round_for
from services.honours.queries.sources import MOST, sources_of

PAGE = 20


@login_required
@never_cache
@require_safe
def show_list(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """``?kind=FAMILY&place=CODE&out=1``: the list of one kind, of the own territory."""
    found = round_for(request.user, round_id)
    codes = reading_codes(request.user)
    kinds = found.kinds
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds else kinds[0].value
    asked = request.GET.get("place", "")
    place = asked if asked.isascii() and asked.isdigit() and any(asked.startswith(code) for code in codes) else ""
    out = request.GET.get("out") == "1"
    rows = drawn_in(request.user, found, kind=kind, left_out=out, place=place)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "round": found,
        "kinds": kinds,
        "kind": Kind(kind),
        "out": out,
        "place": place,
        "townships": _townships(codes, found.county_id),
        "page": page,
        "lines": [(row, short_of(row.kind, row.facts)) for row in page.object_list],
        "counts": found.counts.get(kind),
        "query": f"kind={kind}&place={place}{'&out=1' if out else ''}",
        "period": days_of(found, today=timezone.localdate(found.drawn_at)) if found.drawn_at else None,
    }
    return render(request, "honours/list.html", context)


def _townships(codes: list[str], county: str) -> list[Region]:
    """To choose from, where there are several."""
    wide = [code for code in codes if len(code) <= len(county)]
    return list(Region.objects.filter(parent=county).order_by("code")) if wide else []


@login_required
@never_cache
@require_safe
def show_drawn(request: HttpRequest, drawn_id: UUID) -> HttpResponse:
    """One line with all its reasons; each opens the rows it was counted from."""
    row = drawn_for(request.user, drawn_id)
    context: dict[str, Any] = {
        **_whose(row),
        "said": said_of(row.kind, row.facts),
        "may_name": not row.excluded
        and row.round.state == RoundState.COLLECTING
        and timezone.localdate() <= row.round.collect_until,
        "name_href": reverse("honours:name", args=[row.round_id, row.kind.lower(), row.person_id or row.elder_id]),
    }
    return render(request, "honours/drawn.html", context)


@login_required
@never_cache
@require_safe
def show_sources(request: HttpRequest, drawn_id: UUID, reason: str) -> HttpResponse:
    """The rows behind one reason."""
    row = drawn_for(request.user, drawn_id)
    said = next((one for one in said_of(row.kind, row.facts) if one.reason.value.lower() == reason), None)
    if said is None:
        raise NotFound
    rows = sources_of(row, said.reason)
    context = {
        **_whose(row),
        "said": said,
        "rows": [(one, reverse(one.at[0], args=[one.at[1]]) if one.at else "") for one in rows],
        "cut": len(rows) == MOST,
        "in_minutes": said.reason in (Reason.HOURS, Reason.MONTHS),
        "in_months": said.reason in (Reason.ELDERS, Reason.PAIRS),
        "in_stars": said.reason == Reason.RATING,
    }
    return render(request, "honours/sources.html", context)


def _whose(row: Drawn) -> dict[str, Any]:
    person = row.person or (row.elder.person if row.elder else None)
    return {"row": row, "round": row.round, "person": person, "supporter": row.supporter}
