"""One emergency: whose turn it is, who knew when, what was done, what comes next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.actions.reveal_person import reveal_person
from accounts.elders.models import CareNote
from accounts.people.models import User
from accounts.refusals import NotFound
from frontend.incidents.forms import PauseForm, PoliceForm, WordsForm
from frontend.incidents.knew import knew_of, story_of
from frontend.shell.incident_words import whom_text
from frontend.shell.photographs import photograph_response
from services.incidents.actions.see_incident import see_incident
from services.incidents.clock import clock_of
from services.incidents.enums import OPEN, Answer, Kind, Level, State, Verdict, What
from services.incidents.ladder import between, lowest, place
from services.incidents.models import ClosingReport, Incident
from services.incidents.queries.contacts import contacts_of
from services.incidents.queries.duty import on_duty
from services.incidents.queries.rows import Standing, incident_for, may_approve, territory_incidents
from services.orders.queries.rows import orders_of_elders
from services.places.queries import clinic_of
from services.referrals.queries.rows import came_from

WIDTH = 100.0
# What one tap writes down.
QUICK = (
    (What.ON_THE_WAY, What.ON_THE_WAY.label, "walk"),
    (What.ARRIVED, What.ARRIVED.label, "pin"),
    (What.HELP_CALLED, What.HELP_CALLED.label, "phone"),
)


@dataclass(frozen=True)
class Mark:
    """A mark on the ruler: where (per cent), when, what then."""

    at: datetime
    words: str
    x: float
    past: bool


@login_required
@never_cache
@require_safe
def show_case(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Who acts sees everything; who only watches, no names; reporter and family, how far it has come."""
    now = timezone.now()
    incident, stands = incident_for(request.user, incident_id, at=now)
    if not stands.sees:
        return render(request, "incidents/told.html", {"incident": incident, "whom": _whom(incident), "stands": stands})
    see_incident(by=request.user, at=now, incident=incident)
    return case_page(request, incident, stands)


@login_required
@never_cache
@require_safe
def show_picture(request: HttpRequest, incident_id: UUID, photograph_id: UUID) -> HttpResponse:
    """``?small=1``: for who acts on it, and for the reporter."""
    incident, stands = incident_for(request.user, incident_id)
    found = incident.photographs.select_related("photograph").filter(photograph=photograph_id).first()
    if found is None or not (stands.acts or stands.reported):
        raise NotFound
    return photograph_response(found.photograph, small=request.GET.get("small") == "1")


def case_page(
    request: HttpRequest, incident: Incident, stands: Standing, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page; ``forms`` are those that were sent and must be mended."""
    now = timezone.now()
    if stands.acts and incident.elder is not None:
        person = incident.elder.person
        # The family reads who looked and why. Of harm by somebody they are told nothing, so not this either.
        purpose = "dossier" if incident.kind == Kind.UNLAWFUL_HARM else "incident"
        reveal_person(by=request.user, at=now, person=person, purpose=purpose, reference=f"incident:{incident.id}")
    report = incident.reports.select_related("incident", "written_by__person", "decided_by__person").last()
    context = {
        "incident": incident,
        "stands": stands,
        "whom": incident.elder.person.name if stands.acts and incident.elder is not None else "",
        "called": whom_text(incident),
        "minutes": int((now - incident.reported_at).total_seconds() // 60),
        "left": _left(incident, now),
        "marks": marks_of(incident, now),
        "knew": knew_of(incident, names=stands.acts),
        "story": story_of(incident, names=stands.acts),
        "pictures": list(incident.photographs.select_related("photograph").order_by("id")),
        "report": report,
        "may_decide": report is not None
        and report.verdict == Verdict.WAITING
        and may_approve(request.user, report, at=now),
        "next_step": _next(request.user, incident, stands),
        "writes": _writes(request.user, incident, stands),
        "quick": QUICK,
        "words_form": WordsForm(),
        "police_form": PoliceForm(prefix="police"),
        "pause_form": PauseForm(prefix="pause"),
        **(_elder(request.user, incident, now) if stands.acts else {}),
        **forms,
    }
    return render(request, "incidents/case.html", context, status=status)


def marks_of(incident: Incident, now: datetime) -> dict[str, Any]:
    """The ruler of the clock: from the report to the county's turn, with a mark for each handing on."""
    clock = clock_of(incident.region_id, incident.severity, on=timezone.localdate(incident.reported_at))
    start = lowest(incident.region_id) if incident.to == Level.VILLAGE else Level(incident.to)
    turns = between(start, Level.COUNTY)
    moments = [(incident.reported_at, _("reported"))]
    climbed = list(incident.steps.filter(what=What.ESCALATED).order_by("at").values_list("level", "at"))
    at = incident.reported_at
    for level in turns[1:]:
        done = next((when for who, when in climbed if who == level), None)
        before = turns[turns.index(level) - 1]
        at = (
            done
            or (incident.due_at if incident.due_at and incident.level == before else None)
            or at + clock.turn(before)
        )
        moments.append((at, _("to the township") if level == Level.TOWNSHIP else _("to the county")))
    end = max(moments[-1][0], incident.reported_at + timedelta(minutes=1))
    whole = (end - incident.reported_at).total_seconds()
    stop = incident.owned_at or incident.closed_at or now
    run = min(WIDTH, max(0.0, (stop - incident.reported_at).total_seconds() / whole * WIDTH))
    found = [
        Mark(
            when,
            words,
            round(min(WIDTH, (when - incident.reported_at).total_seconds() / whole * WIDTH), 1),
            when <= stop,
        )
        for when, words in moments
    ]
    return {"run": round(run, 1), "found": found}


def _left(incident: Incident, now: datetime) -> int | None:
    """Minutes until the next turn, begun ones counted; None when the clock stands."""
    if incident.due_at is None:
        return None
    return max(0, -(-int((incident.due_at - now).total_seconds()) // 60))


def _next(user: Any, incident: Incident, stands: Standing) -> str:
    """The one filled button: accept, take_over, acknowledge, closing, or none."""
    if incident.handing_to_id == user.id and stands.owns:
        return "accept"
    if incident.is_running and stands.owns:
        return "take_over"
    if incident.state == State.REPORTED and stands.acts:
        return "acknowledge"
    return "closing" if _writes(user, incident, stands) else ""


def _writes(user: Any, incident: Incident, stands: Standing) -> bool:
    if incident.state == State.OWNED:
        return incident.owner_id == user.id or stands.owns
    return incident.state == State.ACKNOWLEDGED and incident.first_by_id == user.id


def _elder(user: Any, incident: Incident, now: datetime) -> dict[str, Any]:
    """Whom to ring, what whoever goes should know, what else belongs to it."""
    elder = incident.elder
    shown: dict[str, Any] = {
        "owners": _owners(incident, now) if incident.owner_id == user.id else [],
        "others": list(
            territory_incidents(user, at=now)
            .filter(state__in=OPEN, region__code__startswith=place(incident.region_id, Level.COUNTY))
            .exclude(id=incident.id)
            .select_related("elder__person", "region")
            .order_by("-reported_at")[:10]
        ),
        "referred": came_from(incident.id),
        "links": list(incident.links.order_by("linked_at")),
        "answers": Answer.choices,
    }
    if elder is None:
        return shown
    rung: dict[UUID | None, list[tuple[Any, Any]]] = {}
    for step in incident.steps.filter(what=What.CALLED).order_by("recorded_at"):
        rung.setdefault(step.key, []).append((step, Answer(step.code).label if step.code in Answer.values else ""))
    linked = {link.target for link in shown["links"]}
    since = incident.reported_at - timedelta(days=3)
    orders = list(orders_of_elders([elder.id]).filter(created_at__gte=since)[:6])
    return {
        **shown,
        "person": elder.person,
        "clinic": clinic_of(elder.person, on=timezone.localdate(now)),
        "age": elder.person.age_on(timezone.localdate(now)),
        "contacts": [(one, rung.get(one.id, [])) for one in contacts_of(elder)],
        "notes": list(CareNote.objects.filter(elder=elder).order_by("-written_at")[:3]),
        "orders": [order for order in orders if order.id not in linked],
        "linked_orders": [order for order in orders if order.id in linked],
    }


def _owners(incident: Incident, now: datetime) -> list[User]:
    ids = {
        one.user_id for level in (Level.TOWNSHIP, Level.COUNTY) for one in on_duty(level, incident.region_id, at=now)
    }
    return list(User.objects.filter(id__in=ids - {incident.owner_id}).select_related("person").order_by("id"))


def _whom(incident: Incident) -> str:
    return whom_text(incident)


def last_report(incident: Incident) -> ClosingReport | None:
    """The newest closing report."""
    return incident.reports.order_by("written_at", "id").last()
