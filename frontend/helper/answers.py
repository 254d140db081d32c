"""Four small pages, each with one form and one action behind it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.elders.enums import Power
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.helper.acting import order_of_elder
from frontend.helper.answer_forms import CancelForm, ConfirmForm, DisputeForm, MissForm
from frontend.helper.order import basics, missable_seats
from frontend.helper.ways import see_other
from frontend.offline.replay import replayable
from frontend.shell.wording import name_text
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.dispute_order import dispute_order
from services.orders.actions.report_no_show import report_no_show
from services.orders.enums import OrderStatus
from services.orders.lifecycle import StateChanged
from services.orders.models import Order


@replayable
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, id: UUID) -> HttpResponse:
    """It was done: minutes move. A second time changes nothing and shows what is booked. From a phone without signal
    it comes later; what became of the order meanwhile is told then."""
    order, acting = order_of_elder(request.user, id, power=Power.CONFIRM)
    form = ConfirmForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        confirm_order(by=request.user, at=timezone.now(), order_id=id, **form.cleaned_data)

    said = _("Booked. Below stands what moved.")
    return _answer(request, order, form, act, said, "helper/confirm.html", basics(order, acting))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dispute(request: HttpRequest, id: UUID) -> HttpResponse:
    """It was not done: the clock stands still until somebody has looked into it."""
    order, acting = order_of_elder(request.user, id, power=Power.CONFIRM)
    form = DisputeForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        dispute_order(by=request.user, at=timezone.now(), order_id=id, reason=form.cleaned_data["reason"])

    said = _("Noted. The minutes stay held until the village has looked into it.")
    return _answer(request, order, form, act, said, "helper/dispute.html", basics(order, acting))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, id: UUID) -> HttpResponse:
    """Not needed any more: held minutes go back, whoever took it is told."""
    order, acting = order_of_elder(request.user, id, power=Power.ORDER)
    form = CancelForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        cancel_order(by=request.user, at=timezone.now(), order_id=id, reason=form.cleaned_data["reason"])

    said = _("Called off. What was held is back in the passbook.")
    return _answer(request, order, form, act, said, "helper/cancel.html", basics(order, acting))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def miss(request: HttpRequest, id: UUID) -> HttpResponse:
    """Who promised did not come: it is noted, and somebody else is looked for."""
    order, acting = order_of_elder(request.user, id, power=Power.CONFIRM)
    seats = [(str(s.id), name_text(s.person.name)) for s in missable_seats(order) if s.person]
    form = MissForm(request.POST if request.method == "POST" else None, seats=seats)

    def act() -> None:
        report_no_show(by=request.user, at=timezone.now(), assignment_id=UUID(form.cleaned_data["seat"]))

    said = _("Noted. The order is on the board again, somebody else is looked for.")
    context = {**basics(order, acting), "seats": seats}
    return _answer(request, order, form, act, said, "helper/no_show.html", context)


def _answer(
    request: HttpRequest,
    order: Order,
    form: forms.Form,
    act: Callable[[], None],
    said: str,
    template: str,
    context: dict[str, Any],
) -> HttpResponse:
    """Show the form, or do it and lead to the order. What has changed meanwhile is said there, as a notice."""
    if request.method != "POST":
        return render(request, template, {**context, "form": form})
    status = 422
    if form.is_valid():
        try:
            act()
        except (NotFound, NotAllowed):
            raise
        except StateChanged as refusal:
            order.refresh_from_db(fields=["status"])
            if getattr(request, "unattended", False) and order.status != OrderStatus.CONFIRMED:
                raise  # nobody would see a notice
            messages.warning(request, str(refusal))
            return see_other("helper:order", order.id)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, said)
            return see_other("helper:order", order.id)
    return render(request, template, {**context, "form": form}, status=status)
