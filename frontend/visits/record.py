"""Write a visit down, see what was written, and go on from there with one tap."""

import re
from datetime import date
from secrets import token_hex
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.models import Elder
from accounts.elders.queries.agreements import agreement_of
from accounts.elders.queries.family import guardian_of, standing_supporters
from accounts.refusals import NotFound, Refusal
from frontend.offline.replay import replayable
from frontend.shell.answers import SeeOther
from frontend.shell.photographs import photograph_response
from frontend.visits.forms import VisitForm
from frontend.visits.wording import answers_text, finding_text, note_text
from services.catalogue.queries import offered
from services.visits.actions.add_visit_photo import MOST, add_visit_photo
from services.visits.actions.decide_finding import decide_finding
from services.visits.actions.record_visit import record_visit
from services.visits.enums import FindingState, Mode
from services.visits.models import GoodHours, Visit
from services.visits.queries.history import next_window, visit_for, visits_of
from services.visits.queries.reach import visitable_elder
from services.visits.wants import wanted

SHOWN = 50
DEVICE, DEVICE_AGE = "device", 400 * 24 * 3600  # seconds; browsers keep none longer
DEVICE_MARK = re.compile(r"[0-9a-f]{24}")


@replayable
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Any, elder_id: UUID) -> HttpResponse:
    """One question a page, one POST; from a phone without signal, later. ``?mode=PHONE`` when somebody rang."""
    elder = seen_elder(request, elder_id, on=timezone.localdate(request.occurred.at))
    form = _form(request, elder)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                visit = _record(request, elder, form)
            except Refusal as refusal:
                if refusal.field not in form.fields:
                    raise
                form.add_error(refusal.field, str(refusal))
            else:
                return SeeOther(reverse("visits:visit", args=[visit.id]))
    last = next((one for one in visits_of(elder)[:5] if one.met), None)
    context = {"elder": elder, "person": elder.person, "form": form, "steps": form.steps(), "last": last}
    return _marked(request, render(request, "visits/form.html", context, status=status))


def _form(request: HttpRequest, elder: Elder) -> VisitForm:
    mode = request.GET.get("mode", "")
    today = timezone.localdate()
    return VisitForm(
        request.POST if request.method == "POST" else None,
        supporters=standing_supporters(elder),
        cared_for=guardian_of(elder) is not None or agreement_of(elder, on=today) is not None,
        mode=mode if mode in (Mode.HOME, Mode.PHONE) else Mode.HOME,
    )


def _record(request: Any, elder: Elder, form: VisitForm) -> Visit:
    """The visit and its pictures: both or neither."""
    done, now = request.occurred, timezone.now()
    with transaction.atomic():
        visit = record_visit(
            by=request.user,
            at=now,
            elder_id=elder.id,
            device_at=done.device_at,
            doubtful=done.doubtful,
            device=_device(request),
            **form.values(happened_at=done.at),
        )
        if not visit.photos.exists():  # sent twice, it has them
            for photo in request.FILES.getlist("photo")[: MOST + 1]:
                add_visit_photo(by=request.user, at=now, visit_id=visit.id, sent=photo.read())
    return visit


def _device(request: HttpRequest) -> str:
    """The mark of this browser; empty where it keeps none."""
    mark = request.COOKIES.get(DEVICE, "")
    return mark if DEVICE_MARK.fullmatch(mark) else ""


def _marked(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A random mark, so that one sees when one telephone writes for many people; it says nothing of whose it is."""
    if not _device(request):
        response.set_cookie(
            DEVICE, token_hex(12), max_age=DEVICE_AGE, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


@login_required
@never_cache
@require_safe
def show_visit(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """What was written, when somebody comes next, and what to do about it."""
    visit = visit_for(request.user, visit_id)
    elder = visit.elder
    _look(request, elder)
    where = elder.person.home_id
    can_order = may(request.user, Permission.ORDER_FOR_ANYONE, region_code=where)
    context = {
        "visit": visit,
        "elder": elder,
        "person": elder.person,
        "answers": answers_text(visit),
        "notes": [note_text(note) for note in visit.supporter_notes.select_related("supporter")],
        "findings": [
            (one, finding_text(one)) for one in visit.findings.filter(state=FindingState.OPEN).order_by("field")
        ],
        "photos": visit.photos.select_related("photograph").order_by("id"),
        "window": next_window(elder),
        "can_keep": may(request.user, Permission.ELDER_REGISTER, region_code=where),
        "can_order": can_order,
        "can_refer": may(request.user, Permission.REFERRAL_SEND, region_code=where),
        "helps": offered(wanted(visit.answers), region_code=where, on=timezone.localdate()) if can_order else [],
    }
    return render(request, "visits/visit.html", context)


@login_required
@require_safe
def show_photo(request: HttpRequest, visit_id: UUID, photo_id: UUID) -> HttpResponse:
    """A picture of a visit, for those who may read it. ``?small=1``."""
    visit = visit_for(request.user, visit_id)
    photo = visit.photos.select_related("photograph").filter(id=photo_id).first()
    if photo is None:
        raise NotFound
    _look(request, visit.elder)
    return photograph_response(photo.photograph, small="small" in request.GET)


@login_required
@never_cache
@require_POST
def decide(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """Into the dossier with it, or leave the dossier as it is."""
    accept = request.POST.get("do") == "accept"
    finding = decide_finding(by=request.user, at=timezone.now(), finding_id=finding_id, accept=accept)
    messages.success(request, _("It stands in the dossier now.") if accept else _("The dossier stays as it was."))
    return SeeOther(reverse("visits:visit", args=[finding.visit_id]))


@login_required
@never_cache
@require_safe
def show_history(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Every visit and every try with one elder."""
    elder = seen_elder(request, elder_id)
    visits = list(visits_of(elder)[:SHOWN])
    hours = GoodHours.objects.filter(elder=elder).first()
    context = {
        "elder": elder,
        "person": elder.person,
        "visits": [(visit, answers_text(visit)) for visit in visits],
        "window": next_window(elder),
        "hours_from": range(6, 22),
        "hours_to": range(7, 23),
        "from_hour": hours.from_hour if hours is not None else 8,
        "to_hour": hours.to_hour if hours is not None else 20,
    }
    return render(request, "visits/history.html", context)


def seen_elder(request: HttpRequest, elder_id: UUID, *, on: date | None = None) -> Elder:
    """The elder, if the reader may look in on them; the look is journalled. Raises as ``visitable_elder``."""
    elder = visitable_elder(request.user, elder_id, on=on)
    _look(request, elder)
    return elder


def _look(request: HttpRequest, elder: Elder) -> None:
    if elder.left_on is not None:
        raise NotFound
    reveal_person(
        by=request.user, at=timezone.now(), person=elder.person, purpose="visit", reference=f"elder:{elder.id}"
    )
