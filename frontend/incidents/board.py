"""Every emergency of the territory: what runs first, with the minutes left; what is over behind."""

import csv
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.regions.models import Region
from frontend.shell.incident_words import whom_text
from frontend.shell.wording import mask_name, place_text
from services.incidents.enums import OPEN, OVER, RUNNING, Kind, Level, Severity
from services.incidents.models import Burst, Incident
from services.incidents.queries.duty import reach
from services.incidents.queries.rows import territory_incidents, with_people

PAGE = 20
BURSTS_SHOWN = timedelta(days=2)
STAYS_IN_SIGHT = timedelta(days=1)
GRAVITY = {Severity.DANGER: 0, Severity.SERIOUS: 1, Severity.CONCERN: 2}


@dataclass(frozen=True)
class Row:
    """A line of the board. ``left`` minutes of this turn, None when the clock stands; ``ago`` since the report."""

    incident: Incident
    called: str
    left: int | None
    ago: int
    mine: bool


@dataclass(frozen=True)
class Asked:
    """How the board is narrowed."""

    state: str
    kind: str
    level: str
    text: str

    @property
    def narrowed(self) -> bool:
        return bool(self.kind or self.level or self.text)


@login_required
@never_cache
@require_safe
def show_board(request: HttpRequest) -> HttpResponse:
    """``?state=over&kind=FALL&level=COUNTY&q=…``; htmx asks for the lines alone."""
    now = timezone.now()
    codes = _reach(request.user, now)
    asked = _asked(request)
    rows, page = _rows(request, asked, now)
    context = {
        "rows": rows,
        "page": page,
        "asked": asked,
        "counts": _counts(request.user, now),
        "kinds": Kind.choices,
        "levels": Level.choices,
        "places": list(Region.objects.filter(code__in=codes).order_by("code")),
        "bursts": _bursts(codes, now),
        "again": request.get_full_path(),
        "acts": may(request.user, Permission.INCIDENT_ACT),
        "now": now,
    }
    template = "incidents/board_now.html" if request.headers.get("HX-Request") else "incidents/board.html"
    return render(request, template, context)


@login_required
@never_cache
@require_safe
def take_list(request: HttpRequest) -> HttpResponse:
    """The board as a table to take along, names masked, words left behind."""
    now = timezone.now()
    _reach(request.user, now)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="incidents.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(
        [
            pgettext("incident list", "Reported"),
            pgettext("incident list", "What"),
            pgettext("incident list", "How bad"),
            pgettext("incident list", "Who"),
            pgettext("incident list", "Where"),
            pgettext("incident list", "State"),
            pgettext("incident list", "Minutes to the first answer"),
            pgettext("incident list", "Minutes until taken over"),
            pgettext("incident list", "Passed on upwards"),
        ]
    )
    for incident in with_people(_filtered(request.user, _asked(request), now)).order_by("-reported_at")[:2000]:
        writer.writerow(_cells(incident))
    return response


def _cells(incident: Incident) -> list[Any]:
    elder = incident.elder
    return [
        timezone.localtime(incident.reported_at).strftime("%Y-%m-%d %H:%M"),
        incident.get_kind_display(),
        incident.get_severity_display(),
        mask_name(elder.person.name) if elder is not None else "",
        place_text(incident.region.name),
        incident.get_state_display(),
        _minutes(incident.first_at, incident.reported_at),
        _minutes(incident.owned_at, incident.reported_at),
        incident.alarms,
    ]


def _minutes(then: datetime | None, since: datetime) -> int | str:
    return int((then - since).total_seconds() // 60) if then is not None else ""


def _reach(user: Any, now: datetime) -> list[str]:
    """Where the reader watches; raises NotAllowed for those who watch nowhere."""
    codes = reach(user, Permission.INCIDENT_SEE, at=now)
    if not codes:
        demand(user, Permission.INCIDENT_SEE)
    return codes


def _asked(request: HttpRequest) -> Asked:
    kind, level = request.GET.get("kind", ""), request.GET.get("level", "")
    return Asked(
        state="over" if request.GET.get("state") == "over" else "open",
        kind=kind if kind in Kind.values else "",
        level=level if level in Level.values else "",
        text=request.GET.get("q", "").strip()[:20],
    )


def _filtered(user: Any, asked: Asked, now: datetime) -> QuerySet[Incident]:
    found = territory_incidents(user, at=now).filter(state__in=OVER if asked.state == "over" else OPEN)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.level:
        found = found.filter(level=asked.level)
    if asked.text and "\x00" not in asked.text:
        place = Q(region__name__contains=asked.text) | Q(region__parent__name__contains=asked.text)
        if may(user, Permission.INCIDENT_ACT):
            place |= Q(elder__person__name__contains=asked.text)
        found = found.filter(place)
    return found


def _rows(request: HttpRequest, asked: Asked, now: datetime) -> tuple[list[Row], Any]:
    found = with_people(_filtered(request.user, asked, now))
    if asked.state == "over":
        page = Paginator(found.order_by("-closed_at", "-id"), PAGE).get_page(request.GET.get("page"))
        return [_row(request.user, one, now) for one in page], page
    urgent = sorted(found, key=_urgency)
    page = Paginator(urgent, PAGE).get_page(request.GET.get("page"))
    return [_row(request.user, one, now) for one in page], page


def _urgency(incident: Incident) -> tuple[Any, ...]:
    """Running clocks before those taken over, the gravest first, then whose time ends first."""
    due = incident.due_at.timestamp() if incident.due_at is not None else incident.reported_at.timestamp()
    return (incident.state not in RUNNING, GRAVITY[Severity(incident.severity)], due)


def _row(user: Any, incident: Incident, now: datetime) -> Row:
    left = None
    if incident.due_at is not None:
        left = max(0, -(-int((incident.due_at - now).total_seconds()) // 60))
    return Row(
        incident=incident,
        called=whom_text(incident),
        left=left,
        ago=int((now - incident.reported_at).total_seconds() // 60),
        mine=user.id in (incident.owner_id, incident.first_by_id, incident.handing_to_id),
    )


def _counts(user: Any, now: datetime) -> dict[str, int]:
    mine = territory_incidents(user, at=now)
    return {"open": mine.filter(state__in=OPEN).count(), "over": mine.filter(state__in=OVER).count()}


def _bursts(codes: list[str], now: datetime) -> list[Burst]:
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(region__code__startswith=code)
    found = Burst.objects.filter(inside, last_at__gt=now - BURSTS_SHOWN)
    return list(found.select_related("region").order_by("-last_at")[:5])
