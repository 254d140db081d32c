"""What they want: chosen, read out, placed; and what they no longer want."""

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
from django.views.decorators.http import require_POST

from accounts.elders.models import Elder
from accounts.elders.queries import call_name
from accounts.refusals import NotFound, Refusal
from frontend.desk.call import call_page
from frontend.desk.forms import CancelForm, DeskForm
from frontend.shell.answers import SeeOther
from services.calls.actions.cancel_by_phone import cancel_by_phone
from services.calls.actions.order_by_phone import order_by_phone
from services.calls.models import Call
from services.calls.queries import call_for, open_matters
from services.orders.actions.place_order import Line


@login_required
@never_cache
@require_POST
def order(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """``step``: ``read`` shows what is to be read out, ``place`` orders what was read out and agreed to."""
    call = call_for(request.user, call_id)
    if call.elder is None:
        raise NotFound
    form = DeskForm(call.elder, timezone.now(), request.POST)
    if request.headers.get("HX-Request"):
        heard = reading(form) if form.is_valid() else {}
        return render(request, "desk/reading.html", {**heard, "form": form, "call": call})
    if not form.is_valid():
        return call_page(request, call, form=form, status=422)
    if request.POST.get("step") != "place":
        return call_page(request, call, form=form, **reading(form))
    if not form.was_heard:
        form.add_error(None, _("This is not what was read out. Read it out again."))
        return call_page(request, call, form=form, status=422, **reading(form))
    return _place(request, call, form)


@login_required
@never_cache
@require_POST
def cancel(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """The elder no longer wants a coming order."""
    call_for(request.user, call_id)
    form = CancelForm(request.POST)
    if not form.is_valid():
        raise NotFound
    cancel_by_phone(
        by=request.user,
        at=timezone.now(),
        call_id=call_id,
        order_id=form.cleaned_data["order"],
        reason=form.cleaned_data["reason"],
    )
    messages.success(request, _("Called off. The held time went back, whoever wanted to come is told."))
    return SeeOther(reverse("desk:call", args=[call_id]))


def reading(form: DeskForm) -> dict[str, Any]:
    """What is read out to the elder. Only of a valid form."""
    payment = form.payment(today=timezone.localdate(), freed=_freed(form.elder, form.cleaned_data.get("instead_of")))
    return {
        "read_out": True,
        "called": call_name(form.elder.person),
        "version": form.version,
        "starts_at": form.starts_at,
        "ends_at": form.ends_at,
        "note": form.cleaned_data["note"].strip(),
        "quote": payment.quote,
        "payment": payment,
        "short": payment.short,
    }


def _freed(elder: Elder, instead_of: UUID | None) -> int:
    """Minutes that come back to the passbook when the other order is called off."""
    return next((one.own_minutes for one in open_matters(elder.id) if one.id == instead_of), 0)


def _place(request: HttpRequest, call: Call, form: DeskForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        order_by_phone(
            by=request.user,
            at=timezone.now(),
            call_id=call.id,
            order_id=data["order_id"],
            lines=[Line(form.version.item_id)],
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            note=data["note"],
            instead_of=data["instead_of"],
            again=data["again"],
        )
    except Refusal as refusal:
        if refusal.status == NotFound.status:
            raise
        form.refuse(refusal)
        return call_page(request, call, form=form, status=refusal.status)
    said = _("Changed.") if data["instead_of"] else _("Ordered. It is on the board now, somebody will take it.")
    messages.success(request, said)
    return SeeOther(reverse("desk:call", args=[call.id]))
