"""Ordering for an elder who cannot use a screen: fill in, read it back to them, then place it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.elders.enums import Consent
from accounts.elders.models import Elder
from accounts.elders.queries import call_name
from accounts.refusals import Refusal
from frontend.shell.phone_form import PhoneForm, first_answers
from frontend.territory.elders import about, own_elder
from services.orders.actions.place_order import Line, place_order


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def order_for_elder(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """``step`` is what the pressed button asks for: ``read`` it back, ``edit`` again, or ``place`` it."""
    elder = own_elder(request, elder_id)
    if request.method != "POST":
        asked = {"item_code": request.GET.get("item", "")}  # from a visit that found what would help
        return _form(request, elder, PhoneForm(elder, initial=first_answers(timezone.now()) | asked))
    form = PhoneForm(elder, request.POST)
    step = request.POST.get("step")
    if step == "edit":
        return _form(request, elder, PhoneForm(elder, initial=request.POST.dict()))
    if not form.is_valid():
        return _form(request, elder, form, status=422)
    if step == "place":
        return _place(request, elder, form)
    return _read_back(request, elder, form)


def _form(request: HttpRequest, elder: Elder, form: PhoneForm, *, status: int = 200) -> HttpResponse:
    context = {**about(elder, on=timezone.localdate()), "form": form}
    return render(request, "territory/ordering.html", context, status=status)


def _read_back(request: HttpRequest, elder: Elder, form: PhoneForm) -> HttpResponse:
    known = about(elder, on=timezone.localdate())
    payment = form.payment(today=timezone.localdate())
    context: dict[str, Any] = {
        **known,
        "form": form,
        "version": form.version,
        "quote": payment.quote,
        "payment": payment,
        "short": payment.short,
        "called": call_name(elder.person),
        "starts_at": form.starts_at,
        "ends_at": form.ends_at,
        "sent": [(name, form[name].value()) for name in form.fields],
    }
    return render(request, "territory/read_back.html", context)


def _place(request: HttpRequest, elder: Elder, form: PhoneForm) -> HttpResponse:
    try:
        order = place_order(
            by=request.user,
            at=timezone.now(),
            elder_id=elder.id,
            lines=[Line(form.version.item_id)],
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            note=form.cleaned_data["note"],
            consent=Consent(form.cleaned_data["consent"]),
            order_id=form.cleaned_data["order_id"],
            again=form.cleaned_data["again"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, elder, form, status=refusal.status)
    messages.success(request, _("Ordered. It is on the board now, somebody will take it."))
    response = redirect("territory:order", order.id)
    response.status_code = 303
    return response
