"""So that somebody comes: places that came free, who is asked, what was closed by itself, and who objects."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.policies.finding_rules import RING_WITHIN
from accounts.policies.queries import applied
from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.territory.answer_forms import StrikeForm
from frontend.territory.ground import ground
from services.orders.actions.offer_seat import offer_seat
from services.orders.actions.request_call_back import request_call_back
from services.orders.actions.strike_no_show import strike_no_show
from services.orders.enums import OrderStatus
from services.orders.models import NoShow, Order
from services.orders.queries.disputes import contests_in, disputes_in
from services.orders.queries.fitting import fitting, had_their_turn
from services.orders.queries.rows import order_for, with_everything
from services.orders.queries.watching import answered_no_shows, being_asked, closed_by_itself, places_to_fill

MOST = 50  # of each kind on the page; the soonest or oldest first
BEST = 12  # persons shown for one order


@login_required
@never_cache
@require_safe
def show_watch(request: HttpRequest) -> HttpResponse:
    """Everything that needs a hand so that somebody comes, on one page."""
    land, now = ground(request), timezone.now()
    hours = applied(RING_WITHIN, region_code=land.here.code, on=timezone.localdate(now)).value
    context = {
        "land": land,
        "hours": hours,
        "free": places_to_fill(land.codes, at=now, hours=hours)[:MOST],
        "asked": being_asked(land.codes)[:MOST],
        "forgotten": closed_by_itself(land.codes)[:MOST],
        "missed": answered_no_shows(land.codes)[:MOST],
        "disputes": disputes_in(land.codes)[:MOST],
        "contests": contests_in(land.codes)[:MOST],
        "may_act": may(request.user, Permission.ORDER_FOR_ANYONE, region_code=land.here.code),
        "may_decide": may(request.user, Permission.VOLUNTEER_VERIFY, region_code=land.here.code),
        "strike_form": StrikeForm(),
    }
    return render(request, "territory/watch.html", context)


@login_required
@never_cache
@require_POST
def ask_back(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Onto the list of those to ring, in one tap."""
    request_call_back(by=request.user, at=timezone.now(), order_id=order_id)
    messages.success(request, _("It stands on the list of those to ring."))
    return SeeOther(reverse("territory:watch"))


@login_required
@never_cache
@require_POST
def strike(request: HttpRequest, order_id: UUID, seat_id: UUID) -> HttpResponse:
    """It was wrong that somebody did not come."""
    missed = NoShow.objects.filter(assignment=seat_id, assignment__order=order_id).first()
    order = _order(request, order_id)
    if missed is None:
        raise NotFound
    form = StrikeForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return SeeOther(reverse("territory:order", args=[order.id]))
    try:
        strike_no_show(by=request.user, at=timezone.now(), assignment_id=seat_id, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Struck. What was said stays to be read, it no longer counts."))
    return SeeOther(reverse("territory:order", args=[order.id]))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Who fits best, each with why; asking one keeps the place for them."""
    order = _order(request, order_id)
    demand(request.user, Permission.ORDER_FOR_ANYONE, region_code=order.village_code)
    now = timezone.now()
    if request.method == "POST":
        return _asked(request, order)
    best = fitting(order, at=now, limit=BEST, without=had_their_turn(order.id)) if _is_open(order) else []
    context: dict[str, Any] = {"order": order, "best": best, "open": _is_open(order)}
    return render(request, "territory/ask.html", context)


def _asked(request: HttpRequest, order: Order) -> HttpResponse:
    try:
        person_id = UUID(request.POST.get("person", ""))
    except ValueError as error:
        raise NotFound from error
    try:
        offer_seat(by=request.user, at=timezone.now(), order_id=order.id, person_id=person_id)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return SeeOther(reverse("territory:ask", args=[order.id]))
    messages.success(request, _("Asked. If there is no yes in time, the next best is asked, then everybody."))
    return SeeOther(reverse("territory:order", args=[order.id]))


def _is_open(order: Order) -> bool:
    return order.status == OrderStatus.OPEN and order.starts_at > timezone.now()


def _order(request: HttpRequest, order_id: UUID) -> Order:
    demand(request.user, Permission.TERRITORY_VIEW)
    order = order_for(request.user, order_id)
    if not may(request.user, Permission.TERRITORY_VIEW, region_code=order.village_code):
        raise NotFound
    return with_everything(Order.objects.filter(id=order.id)).get()
