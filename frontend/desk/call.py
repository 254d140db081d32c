"""One call: who it is about, and hanging up."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.refusals import NotFound
from frontend.desk.card import card_of
from frontend.desk.forms import DeskForm, HangUpForm, ring_back_form, untouched
from frontend.desk.side import beside, finding, reach, typed
from frontend.shell.answers import SeeOther
from services.calls.actions.end_call import end_call
from services.calls.actions.identify_caller import identify_caller
from services.calls.enums import Direction, Outcome
from services.calls.models import Call
from services.calls.queries import call_for, open_matters
from services.orders.models import Order


@login_required
@never_cache
@require_safe
def show_call(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The elder's card, what they want, what is promised. ``?change=ORDER`` fills the form with a coming order,
    ``?who=1`` looks for somebody else."""
    call = call_for(request.user, call_id)
    if call.is_over:
        return redirect("desk:log")
    if call.elder is None or request.GET.get("who"):
        return who_page(request, call)
    form = None
    if "change" in request.GET:
        now = timezone.now()
        form = DeskForm(call.elder, now, initial=untouched(now, _coming(call, request.GET["change"])))
    return call_page(request, call, form=form)


@login_required
@never_cache
@require_POST
def find(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Those the typed words may mean, while somebody waits on the line."""
    call = call_for(request.user, call_id)
    found = finding(typed(request), reach(request))
    if request.headers.get("HX-Request"):
        return render(request, "desk/found.html", {**found, "call": call})
    return who_page(request, call, **found)


@login_required
@never_cache
@require_POST
def identify(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """It is this elder."""
    try:
        elder_id = UUID(request.POST.get("elder", ""))
    except ValueError as error:
        call_for(request.user, call_id)
        raise NotFound from error
    identify_caller(by=request.user, at=timezone.now(), call_id=call_id, elder_id=elder_id)
    return SeeOther(reverse("desk:call", args=[call_id]))


@login_required
@never_cache
@require_POST
def hang_up(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The call is over; the field waits for the next one."""
    call = call_for(request.user, call_id)
    form = HangUpForm(request.POST, prefix="end")
    if not form.is_valid():
        page = call_page if call.elder is not None else who_page
        return page(request, call, end_form=form, status=422)
    end_call(
        by=request.user,
        at=timezone.now(),
        call_id=call_id,
        outcome=form.cleaned_data["outcome"],
        note=form.cleaned_data["note"],
    )
    messages.success(request, _("Hung up. The call is in the log."))
    return SeeOther(reverse("desk:home"))


def call_page(
    request: HttpRequest, call: Call, *, form: DeskForm | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a call whose elder is known; ``more`` are forms as they were sent, and what is read out."""
    now = timezone.now()
    assert call.elder is not None
    form = form or DeskForm(call.elder, now, initial=untouched(now))
    context = {**_frame(request, call, now), **card_of(request, call, now), "form": form, **more}
    return render(request, "desk/call.html", context, status=status)


def who_page(request: HttpRequest, call: Call, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a call while nobody knows whom it is about, or when somebody else is meant."""
    if call.elder is None and call.number and "found" not in more:
        more = {**finding(call.number, reach(request)), **more}
    context = {**_frame(request, call, timezone.now()), **more}
    return render(request, "desk/who.html", context, status=status)


def _frame(request: HttpRequest, call: Call, now: datetime) -> dict[str, Any]:
    return {
        **beside(request, reach(request), now),
        "call": call,
        "is_out": call.direction == Direction.OUT,
        "seconds": max(0, int((now - call.started_at).total_seconds())),
        "end_form": HangUpForm(initial={"outcome": likely_outcome(call)}, prefix="end"),
        "back_form": ring_back_form(now),
    }


def likely_outcome(call: Call) -> str:
    """What the call will most often be noted as: what was done in it, else that something was asked."""
    if call.outcome:
        return str(call.outcome)
    if call.promised.exists():
        return Outcome.CALL_BACK
    return Outcome.ASKED if call.elder_id is not None else Outcome.UNKNOWN


def _coming(call: Call, text: str) -> Order:
    assert call.elder_id is not None
    found = next((order for order in open_matters(call.elder_id) if str(order.id) == text), None)
    if found is None:
        raise NotFound
    return found
