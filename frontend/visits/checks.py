"""Were the visits made? Signs with their reasons, and a drawn sample to ring about. Nobody is judged by a machine."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.actions.reveal_people import reveal_people
from accounts.access.enums import Permission
from frontend.shell.answers import SeeOther
from frontend.shell.ground import ground
from services.visits.actions.note_check import note_check
from services.visits.enums import Checked, Pattern
from services.visits.patterns import Sign
from services.visits.queries.checking import checking, checks_of


@login_required
@never_cache
@require_safe
def show_checks(request: HttpRequest) -> HttpResponse:
    """``?place=CODE``. The sample is the same for everybody during a week."""
    land = ground(request, permission=Permission.VOLUNTEER_VERIFY)
    now = timezone.now()
    found = checking(land.codes, at=now)
    visits = [visit for visit, _signs in found.sample]
    people = {visit.elder.person: f"elder:{visit.elder_id}" for visit in visits}
    reveal_people(by=request.user, at=now, people=people, purpose="call_back")
    done = checks_of(visits)
    context: dict[str, Any] = {
        "land": land,
        "found": found,
        "signs": [(sign, person, number_text(sign)) for sign, person in found.signs],
        "sample": [(visit, signs, done.get(visit.id)) for visit, signs in found.sample],
        "answers": Checked.choices,
        "kept": f"?place={land.place.code}" if land.place else "",
    }
    return render(request, "visits/checks.html", context)


@login_required
@never_cache
@require_POST
def note(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """What the elder said."""
    note_check(
        by=request.user,
        at=timezone.now(),
        visit_id=visit_id,
        answer=request.POST.get("answer", ""),
        words=request.POST.get("words", ""),
    )
    messages.success(request, _("Written down."))
    place = request.POST.get("place", "")
    return SeeOther(reverse("visits:checks") + (f"?place={place}" if place.isascii() and place.isdigit() else ""))


def number_text(sign: Sign) -> str:
    """How much of it: doors, kilometres an hour, people."""
    if sign.pattern == Pattern.TRAVEL:
        return _("%(n)s km an hour") % {"n": sign.number}
    if sign.pattern == Pattern.ONE_DEVICE:
        return npgettext("visits", "%(n)s person", "%(n)s people", sign.number) % {"n": sign.number}
    return ngettext("%(n)s visit", "%(n)s visits", sign.number) % {"n": sign.number}
