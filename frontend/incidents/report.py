"""Three taps: what, who, to whom. The third one sends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may, territories
from accounts.elders.models import Elder
from accounts.elders.queries import elders_of
from accounts.keys import new_key
from accounts.people.models import User
from accounts.refusals import Refusal
from accounts.regions.models import Region
from frontend.incidents.forms import ReportForm
from frontend.offline.replay import replayable
from frontend.shell.answers import SeeOther
from frontend.shell.pace import too_fast
from frontend.shell.region_picker import Picker, make_picker
from services.calls.queries import call_for
from services.catalogue.models import ItemVersion
from services.incidents.actions.add_picture import add_picture
from services.incidents.actions.report_incident import report_incident
from services.incidents.actions.take_back_incident import take_back_incident, takes_back_until
from services.incidents.clock import clock_of
from services.incidents.enums import Kind, Level, State
from services.incidents.ladder import RUNGS
from services.incidents.models import Incident
from services.incidents.queries.duty import on_duty
from services.incidents.queries.reporting import at_work_for, form_key, may_report_about, reported_under, token_of

POSTS_A_MINUTE, LOOKS_A_MINUTE = 10, 60
MOST_ELDERS = 8
# The first row of the page; the rest stands behind "something else".
FIRST_KINDS = (Kind.FALL, Kind.CRITICAL_ILLNESS, Kind.LOST_CONTACT, Kind.FIRE, Kind.UNLAWFUL_HARM)


@dataclass(frozen=True)
class Way:
    """A level one may report to, as a button that sends."""

    level: Level
    minutes: int


@replayable
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Any) -> HttpResponse:
    """``?elder=ID`` (signed in), ``?card=TOKEN``, ``?kind=FALL``, ``?call=ID`` and ``?visit=ID`` fill the form."""
    posting = request.method == "POST"
    pace = POSTS_A_MINUTE if posting else LOOKS_A_MINUTE
    if not request.user.is_authenticated and too_fast(request, "report_sent" if posting else "report", a_minute=pace):
        response = render(request, "incidents/slow.html", {}, status=429)
        response["Retry-After"] = "60"
        return response
    known = _known(request)
    if not posting:
        start = {name: request.GET.get(name, "") for name in ("kind", "card", "call", "visit", "next")}
        start["reporter_phone"] = _calling(request)
        form = ReportForm(initial={**start, "key": new_key(), "elder": _first(request, known)})
        return _page(request, form, known)
    form = ReportForm(request.POST, request.FILES, now=request.occurred.at)
    if form.is_valid():
        try:
            incident = _report(request, form.cleaned_data)
            _keep_picture(request, incident, form.cleaned_data["photo"])
            return _sent(request, incident, form.cleaned_data["next"])
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _page(request, form, known, status=422)


@never_cache
@require_safe
def show_sent(request: HttpRequest, token: str) -> HttpResponse:
    """How far the report has come, for whoever sent it; it can be taken back for a moment."""
    now = timezone.now()
    incident = reported_under(token, at=now)
    until = takes_back_until(incident)
    own = incident.reporter_id is None or incident.reporter_id == getattr(request.user, "id", None)
    context = {
        "incident": incident,
        "token": token,
        "may_take_back": own and incident.state == State.REPORTED and now <= until,
        "left_seconds": max(0, int((until - now).total_seconds())),
        "told": incident.steps.filter(what="TOLD").count(),
        "seen": incident.steps.filter(what="SEEN").count(),
        "from_card": incident.channel == "CARD",
        "own_page": own and incident.reporter_id is not None,
    }
    response = render(request, "incidents/sent.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


@never_cache
@require_safe
def show_where(request: HttpRequest) -> HttpResponse:
    """The selects of the place, one step further."""
    return render(request, "incidents/where.html", {"picker": _picker(request)})


@never_cache
@require_POST
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Pressed by mistake. The link is the reporter's; what somebody signed in reported, they alone take back."""
    now = timezone.now()
    incident = reported_under(token, at=now)
    by = request.user if request.user.is_authenticated and incident.reporter_id == request.user.id else None
    take_back_incident(by=by, at=now, incident_id=incident.id)
    messages.success(request, _("Taken back. Whoever was told hears that all is well."))
    return SeeOther(reverse("report:sent", args=[token]))


def sent_page(incident: Incident) -> HttpResponse:
    """On to the page of what was sent."""
    return SeeOther(reverse("report:sent", args=[token_of(incident)]))


def _keep_picture(request: Any, incident: Incident, photo: Any) -> None:
    """What cannot be drawn is said, and holds nothing up: the report is in."""
    if photo is None or incident.photographs.exists():  # the same form once more
        return
    by = request.user if request.user.is_authenticated else None
    try:
        add_picture(
            by=by,
            at=timezone.now(),
            incident_id=incident.id,
            sent=photo.read(),
            taken_at_said=request.occurred.device_at,
        )
    except Refusal as refusal:
        messages.warning(request, _("Reported, but without the picture: %(why)s") % {"why": refusal})


def _report(request: Any, data: Mapping[str, Any]) -> Incident:
    now = timezone.now()
    user = request.user if request.user.is_authenticated else None
    picker = _picker(request)
    done = request.occurred
    happened = data["happened_at"] or done.at
    return report_incident(
        by=user,
        at=now,
        happened_at=min(happened, now),
        kind=data["kind"],
        severity=data["severity"],
        to=data["to"],
        elder_id=_uuid(data["elder"]) if user is not None else None,
        card_token=data["card"],
        region_code=picker.code,
        words=data["words"],
        place_words=data["place_words"],
        reporter_name=data["reporter_name"],
        reporter_phone=data["reporter_phone"],
        visit_id=_uuid(data["visit"]) if user is not None else None,
        call_id=_at_the_desk(request, data["call"]),
        device_at=done.device_at,
        doubtful=done.doubtful,
        incident_id=form_key(str(data["key"] or "")),
    )


def _sent(request: HttpRequest, incident: Incident, onward: str) -> HttpResponse:
    if onward and url_has_allowed_host_and_scheme(onward, allowed_hosts={request.get_host()}):
        messages.success(request, _("Reported. Whoever must go has been told."))
        return SeeOther(onward)
    return sent_page(incident)


def _page(request: HttpRequest, form: ReportForm, known: list[Elder], *, status: int = 200) -> HttpResponse:
    picker = _picker(request)
    chosen = next((elder for elder in known if str(elder.id) == form["elder"].value()), None)
    code = chosen.person.home_id if chosen is not None else picker.code
    now = timezone.now()
    severity = form["severity"].value() or "SERIOUS"
    clock = clock_of(
        code, severity if severity in ("DANGER", "SERIOUS", "CONCERN") else "SERIOUS", on=timezone.localdate(now)
    )
    context = {
        "form": form,
        "known": known,
        "picker": picker,
        "kinds": [kind for kind in Kind if kind in FIRST_KINDS],
        "more_kinds": [kind for kind in Kind if kind not in FIRST_KINDS],
        "kind": form["kind"].value(),
        "elder_id": form["elder"].value(),
        "village_minutes": _minutes(clock.turn(Level.VILLAGE)),
        "county_minutes": _minutes(clock.turn(Level.VILLAGE) + clock.turn(Level.TOWNSHIP)),
        "place": Region.objects.filter(code=code[:9]).first() if len(code) >= 9 else None,
        "duty": _duty(chosen, now),
    }
    return render(request, "incidents/report.html", context, status=status)


def _known(request: HttpRequest) -> list[Elder]:
    """Elders the reader may point at: the one they came from, their own, those they serve just now."""
    user = request.user
    if not user.is_authenticated:
        return []
    found: dict[UUID, Elder] = {}
    asked = _uuid(request.GET.get("elder", "") or request.POST.get("elder", ""))
    if asked is not None:
        elder = Elder.objects.select_related("person__home").filter(id=asked, merged_into=None).first()
        if elder is not None and may_report_about(user, elder):
            found[elder.id] = elder
    for elder in [*elders_of(user)[:MOST_ELDERS], *at_work_for(user)[:MOST_ELDERS]]:
        found.setdefault(elder.id, elder)
    return list(found.values())


def _first(request: HttpRequest, known: list[Elder]) -> str:
    asked = request.GET.get("elder", "")
    if any(str(elder.id) == asked for elder in known):
        return asked
    return str(known[0].id) if len(known) == 1 else ""


def _picker(request: HttpRequest) -> Picker:
    """Begins where the reader answers for a place or lives; the public begins with the county."""
    data = request.POST.dict() if request.method == "POST" else request.GET.dict()
    if not any(data.get(name) for name in ("region", "county", "township", "village")):
        data["region"] = _home(request.user)
    return make_picker(data)


def _home(user: Any) -> str:
    """Where to begin: one's own territory or village; for the public the county this house serves."""
    if not user.is_authenticated:
        served = ItemVersion.objects.order_by("region_id").values_list("region_id", flat=True).first()
        return served or ""
    codes = territories(user, Permission.INCIDENT_ACT)
    if codes:
        return codes[0]
    return str(user.person.home_id) if isinstance(user, User) and user.person is not None else ""


def _duty(elder: Elder | None, now: datetime) -> dict[str, str]:
    """Level → the name of who is on duty there, where one may know: the elder's own people are called by name."""
    if elder is None:
        return {}
    names = {}
    for level in RUNGS:
        people = on_duty(level, elder.person.home_id, at=now)
        first = User.objects.select_related("person").filter(id=people[0].user_id).first() if people else None
        names[level.value] = str(first) if first is not None else ""
    return names


def _calling(request: HttpRequest) -> str:
    """The number of whoever is on the line of the phone desk."""
    call_id = _uuid(request.GET.get("call", ""))
    if call_id is None or not request.user.is_authenticated:
        return ""
    try:
        return call_for(request.user, call_id).number
    except Refusal:
        return ""


def _at_the_desk(request: HttpRequest, text: str) -> UUID | None:
    """The call, for somebody of the desk; a helper who writes one into the address reports as a helper."""
    call_id = _uuid(text)
    if call_id is None or not request.user.is_authenticated:
        return None
    return call_id if may(request.user, Permission.INCIDENT_ACT) else None


def _minutes(time: Any) -> int:
    return int(time.total_seconds() // 60)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
