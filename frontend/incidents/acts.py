"""What is done to an emergency, one tap each. The actions authorise; nothing is decided here."""

from collections.abc import Callable
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
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.elders.queries.search import search_elders
from accounts.refusals import NotFound, Refusal
from frontend.incidents.case import case_page
from frontend.incidents.forms import PauseForm, PoliceForm, WordsForm
from frontend.offline.replay import replayable
from frontend.shell.answers import SeeOther
from services.incidents.actions.accept_handover import accept_handover
from services.incidents.actions.acknowledge_incident import acknowledge_incident
from services.incidents.actions.add_picture import add_picture
from services.incidents.actions.call_contact import call_contact
from services.incidents.actions.call_false_alarm import call_false_alarm
from services.incidents.actions.link_matter import link_matter
from services.incidents.actions.merge_incident import merge_incident
from services.incidents.actions.name_elder import name_elder
from services.incidents.actions.note_progress import note_progress
from services.incidents.actions.offer_handover import offer_handover
from services.incidents.actions.pause_clock import pause_clock
from services.incidents.actions.take_over_incident import take_over_incident
from services.incidents.actions.tell_police import tell_police
from services.incidents.enums import Answer, LinkKind, What
from services.incidents.queries.rows import incident_for

MOST_FOUND = 12


def _act(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return login_required(never_cache(require_POST(view)))


@replayable
@_act
def acknowledge(request: Any, incident_id: UUID) -> HttpResponse:
    """``words=…``: I am on it."""
    done = request.occurred
    acknowledge_incident(
        by=request.user,
        at=_now(),
        incident_id=incident_id,
        words=_said(request),
        happened_at=done.at,
        device_at=done.device_at,
    )
    messages.success(request, _("Written down. The township is called to take it over."))
    return _back(incident_id)


@_act
def take_over(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """I see it through to the end."""
    take_over_incident(by=request.user, at=_now(), incident_id=incident_id, words=_said(request))
    messages.success(request, _("It is yours now, until it is closed. Everybody who was told hears of it."))
    return _back(incident_id)


@replayable
@_act
def progress(request: Any, incident_id: UUID) -> HttpResponse:
    """``what=ON_THE_WAY``, or ``words=…`` with the time."""
    what = request.POST.get("what", What.NOTE)
    form = WordsForm(request.POST, now=request.occurred.at)
    if what == What.NOTE and not form.is_valid():
        return _again(request, incident_id, words_form=form)
    happened = form.cleaned_data.get("happened_at") if form.is_valid() else None
    note_progress(
        by=request.user,
        at=_now(),
        incident_id=incident_id,
        what=what,
        words=_said(request),
        happened_at=happened or request.occurred.at,
        device_at=request.occurred.device_at,
    )
    return _back(incident_id, "#story")


@_act
def rang(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """``contact=ID&answer=REACHED``."""
    answer = request.POST.get("answer", "")
    contact = _key(request, "contact")
    if answer not in Answer.values:
        raise NotFound
    call_contact(
        by=request.user, at=_now(), incident_id=incident_id, contact_id=contact, answer=answer, words=_said(request)
    )
    return _back(incident_id, "#contacts")


@_act
def add_a_picture(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """``photo``: one more picture."""
    photo = request.FILES.get("photo")
    try:
        add_picture(by=request.user, at=_now(), incident_id=incident_id, sent=photo.read() if photo else b"")
    except Refusal as refusal:
        if refusal.status == NotFound.status:
            raise
        messages.warning(request, str(refusal))
    return _back(incident_id, "#story")


@_act
def police(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Which station was told, and when."""
    form = PoliceForm(request.POST, prefix="police")
    if not form.is_valid():
        return _again(request, incident_id, police_form=form)
    try:
        tell_police(by=request.user, at=_now(), incident_id=incident_id, **form.cleaned_data)
    except Refusal as refusal:
        return _refused(request, incident_id, form, refusal, police_form=form)
    return _back(incident_id, "#story")


@_act
def pause(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """The clock stands still, with a reason."""
    form = PauseForm(request.POST, prefix="pause")
    if not form.is_valid():
        return _again(request, incident_id, pause_form=form)
    try:
        pause_clock(by=request.user, at=_now(), incident_id=incident_id, **form.cleaned_data)
    except Refusal as refusal:
        return _refused(request, incident_id, form, refusal, pause_form=form)
    return _back(incident_id)


@_act
def hand_over(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """``to=ID``: please go on with it."""
    offer_handover(by=request.user, at=_now(), incident_id=incident_id, to=_key(request, "to"), words=_said(request))
    messages.success(request, _("Asked. Until they say yes, it stays with you."))
    return _back(incident_id)


@_act
def accept(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Yes, I go on with it."""
    accept_handover(by=request.user, at=_now(), incident_id=incident_id)
    messages.success(request, _("It is yours now, until it is closed."))
    return _back(incident_id)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Find out whom it is about: ``?q=`` looks, ``elder=ID`` joins."""
    demand(request.user, Permission.INCIDENT_ACT)
    incident, stands = incident_for(request.user, incident_id)
    if not stands.acts:
        raise NotFound
    if request.method == "POST":
        name_elder(by=request.user, at=_now(), incident_id=incident_id, elder_id=_key(request, "elder"))
        messages.success(request, _("Now it stands in the dossier too."))
        return _back(incident_id)
    text = request.GET.get("q", "")[:40].strip()
    codes = territories(request.user, Permission.INCIDENT_ACT)
    found = list(search_elders(codes, text=text)[:MOST_FOUND]) if text else []
    context = {"incident": incident, "q": text, "found": found}
    return render(request, "incidents/who.html", context)


@_act
def link(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """``order=ID``: this order came of it."""
    target = _key(request, "order")
    link_matter(by=request.user, at=_now(), incident_id=incident_id, kind=LinkKind.ORDER, target=target)
    return _back(incident_id)


@_act
def same(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """``into=ID``: the same as that one."""
    target = merge_incident(by=request.user, at=_now(), incident_id=incident_id, into=_key(request, "into"))
    messages.success(request, _("Put together. This is the one that goes on."))
    return _back(target.id)


@_act
def false_alarm(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """``words=…``: nothing happened."""
    call_false_alarm(by=request.user, at=_now(), incident_id=incident_id, words=_said(request))
    messages.success(request, _("Ended as a false alarm. Everybody who was told hears of it."))
    return _back(incident_id)


def _now() -> Any:
    return timezone.now()


def _said(request: HttpRequest) -> str:
    return request.POST.get("words", "")


def _key(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise NotFound from None


def _back(incident_id: UUID, part: str = "") -> HttpResponse:
    return SeeOther(f"{reverse('incidents:case', args=[incident_id])}{part}")


def _again(request: HttpRequest, incident_id: UUID, **forms: Any) -> HttpResponse:
    demand(request.user, Permission.INCIDENT_ACT)
    incident, stands = incident_for(request.user, incident_id)
    if not stands.acts:
        raise NotFound
    return case_page(request, incident, stands, status=422, **forms)


def _refused(request: HttpRequest, incident_id: UUID, form: Any, refusal: Refusal, **forms: Any) -> HttpResponse:
    if refusal.field not in form.fields:
        raise refusal
    form.add_error(refusal.field, str(refusal))
    return _again(request, incident_id, **forms)
