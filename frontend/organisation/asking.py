"""Asking one member for an open order, and what members forgot to check out of."""

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
from django.views.decorators.http import require_http_methods, require_safe

from accounts.organisations.queries import current_members
from accounts.refusals import NotFound, Refusal
from frontend.organisation.managed import Managed, managed
from frontend.shell.answers import SeeOther
from services.orders.actions.offer_seat import offer_seat
from services.orders.enums import OrderStatus
from services.orders.models import Order
from services.orders.queries.fitting import fitting, had_their_turn
from services.orders.queries.rows import board_order_for
from services.orders.queries.watching import closed_by_itself

BEST, MOST = 20, 100


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Which members fit and why; asking one keeps the place for them until they answer."""
    mine = managed(request)
    order = board_order_for(request.user, order_id)
    if not order.village_code.startswith(mine.county):
        raise NotFound
    if request.method == "POST":
        return _asked(request, order)
    now = timezone.now()
    open_still = order.status == OrderStatus.OPEN and order.starts_at > now
    best = (
        fitting(order, at=now, limit=BEST, without=had_their_turn(order.id), among=_members(mine)) if open_still else []
    )
    context: dict[str, Any] = {"mine": mine, "order": order, "best": best, "open": open_still}
    return render(request, "organisation/ask.html", context)


@login_required
@never_cache
@require_safe
def show_forgotten(request: HttpRequest) -> HttpResponse:
    """Seats of the organisation that the house closed because nobody checked out."""
    mine = managed(request)
    seats = closed_by_itself([], organisation_ids=[mine.organisation.id])[:MOST]
    return render(request, "organisation/forgotten.html", {"mine": mine, "seats": seats})


def _members(mine: Managed) -> list[UUID]:
    return [member.person_id for member in current_members(mine.organisation.id, on=timezone.localdate())]


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
        return SeeOther(reverse("organisation:ask", args=[order.id]))
    messages.success(request, _("Asked. The place is kept until they answer; without a yes the board shows it again."))
    return SeeOther(reverse("organisation:board"))
