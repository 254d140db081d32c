"""Ringing back: promising it, doing it, giving it up."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.refusals import NotFound, Refusal
from frontend.desk.call import call_page
from frontend.desk.forms import BecauseForm, RingBackForm
from frontend.desk.side import lines, reach
from frontend.shell.answers import SeeOther
from frontend.shell.wording import moment_text
from services.calls.actions.close_call_back import close_call_back
from services.calls.actions.schedule_call_back import schedule_call_back
from services.calls.actions.start_call import LineBusy, start_call
from services.calls.enums import Direction
from services.calls.queries import call_back_for, call_for, open_call, waiting_call_backs

PAGE = 30
FIELD_OF = {"due_at": "at", "reason": "reason"}  # the action's words → ours


@login_required
@never_cache
@require_safe
def show_call_backs(request: HttpRequest) -> HttpResponse:
    """Everybody who is to be rung, the earliest first."""
    return _list(request)


@login_required
@never_cache
@require_POST
def promise(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """They are to be rung back; the call goes on."""
    call = call_for(request.user, call_id)
    if call.elder is None:
        raise NotFound
    form = RingBackForm(request.POST, prefix="back")
    if not form.is_valid():
        return call_page(request, call, back_form=form, status=422)
    try:
        made = schedule_call_back(
            by=request.user,
            at=timezone.now(),
            elder_id=call.elder.id,
            due_at=form.due_at,
            reason=form.cleaned_data["reason"],
            call_id=call.id,
        )
    except Refusal as refusal:
        if refusal.field is None:
            raise
        form.add_error(FIELD_OF.get(refusal.field), str(refusal))
        return call_page(request, call, back_form=form, status=refusal.status)
    messages.success(request, _("Promised: to be rung %(when)s.") % {"when": moment_text(made.due_at, lower=True)})
    return SeeOther(reverse("desk:call", args=[call.id]))


@login_required
@never_cache
@require_POST
def ring(request: HttpRequest, call_back_id: UUID) -> HttpResponse:
    """Ring them now."""
    try:
        call = start_call(by=request.user, at=timezone.now(), direction=Direction.OUT, call_back_id=call_back_id)
    except LineBusy:
        busy = open_call(request.user)
        if busy is None or busy.call_back_id != call_back_id:
            raise
        call = busy
    return SeeOther(reverse("desk:call", args=[call.id]))


@login_required
@never_cache
@require_POST
def give_up(request: HttpRequest, call_back_id: UUID) -> HttpResponse:
    """Nobody will ring: why."""
    call_back_for(request.user, call_back_id)
    form = BecauseForm(request.POST)
    if not form.is_valid():
        return _list(request, wrong=call_back_id, because_form=form, status=422)
    close_call_back(by=request.user, at=timezone.now(), call_back_id=call_back_id, because=form.cleaned_data["because"])
    messages.success(request, _("Taken off the list."))
    return SeeOther(reverse("desk:call_backs"))


def _list(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    now = timezone.now()
    page = Paginator(waiting_call_backs(reach(request)), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": lines(page.object_list, now), "line": open_call(request.user), **more}
    return render(request, "desk/call_backs.html", context, status=status)
