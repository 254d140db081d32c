"""The figures of a year, township by township: frozen by one person, signed by another."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.regions.enums import Level
from accounts.regions.models import Region
from frontend.shell.answers import SeeOther
from frontend.shell.ground import ground
from frontend.supervision.bulletin_words import Figure
from services.supervision.actions.freeze_year import freeze_year
from services.supervision.actions.sign_year import sign_year
from services.supervision.gauges import GAUGES
from services.supervision.models import YearFigures
from services.supervision.queries.years import years_of

TOWNSHIP = 9


@dataclass(frozen=True)
class Line:
    """A township and what it is measured by; ``figures`` with the day each was frozen, in the order of the gauges."""

    region: Region
    found: YearFigures | None
    figures: list[tuple[str, str, Figure | None]]
    may_freeze: bool
    may_sign: bool


@login_required
@never_cache
@require_safe
def show_years(request: HttpRequest) -> HttpResponse:
    """``?place=CODE&year=2026``: the townships of the territory, each with its figures."""
    land = ground(request)
    this_year = timezone.localdate().year
    year = _year(request.GET.get("year", ""))
    townships = Region.objects.filter(code__startswith=land.here.code[:TOWNSHIP], level=Level.TOWNSHIP).order_by("code")
    found = years_of([one.code for one in townships], year)
    context: dict[str, Any] = {
        "land": land,
        "year": year,
        "years": [this_year - 1, this_year],
        "gauges": list(GAUGES.values()),
        "lines": [_line(request.user, one, found.get(one.code)) for one in townships],
    }
    return render(request, "supervision/years.html", context)


def _year(text: str) -> int:
    """A year somebody may mean, else this one."""
    this_year = timezone.localdate().year
    is_year = text.isascii() and text.isdigit() and len(text) == 4
    return int(text) if is_year and 2000 <= int(text) <= this_year else this_year


def _line(user: Any, region: Region, found: YearFigures | None) -> Line:
    rows = {one["code"]: one for one in found.rows["gauges"]} if found else {}
    figures = [(code, *_figure(rows.get(code))) for code in GAUGES]
    signed = found is not None and found.signed_at is not None
    own = found is not None and found.frozen_by_id == user.id
    return Line(
        region,
        found,
        figures,
        may_freeze=not signed and may(user, Permission.SUPERVISE, region_code=region.code),
        may_sign=found is not None
        and not signed
        and not own
        and may(user, Permission.SUPERVISION_DECIDE, region_code=region.code),
    )


def _figure(row: dict[str, Any] | None) -> tuple[str, Figure | None]:
    return (row["on"], Figure(row["now"][0], row["now"][1], row["goal"])) if row else ("", None)


@login_required
@never_cache
@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """``place`` and ``year``."""
    year = _year(request.POST.get("year", ""))
    freeze_year(by=request.user, at=timezone.now(), region_code=request.POST.get("place", ""), year=year)
    messages.success(request, _("Frozen. A second person signs it."))
    return SeeOther(reverse("supervision:years") + f"?year={year}")


@login_required
@never_cache
@require_POST
def sign(request: HttpRequest, figures_id: UUID) -> HttpResponse:
    signed = sign_year(by=request.user, at=timezone.now(), figures_id=figures_id)
    messages.success(request, _("Signed: these figures stay."))
    return SeeOther(reverse("supervision:years") + f"?year={signed.year}")
