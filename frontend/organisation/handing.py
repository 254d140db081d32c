"""Work handed over to another organisation, with its consent; both sides of it."""

from datetime import timedelta
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.elders.queries import call_name
from accounts.organisations.models import ContractPrice
from accounts.organisations.queries import current_members
from accounts.refusals import Refusal
from frontend.organisation.managed import run_by
from frontend.organisation.rows import title
from frontend.shell.answers import SeeOther
from services.houses.actions.answer_handover import answer_handover
from services.houses.actions.offer_handover import offer_handover
from services.houses.actions.withdraw_handover import withdraw_handover
from services.houses.enums import HandoverStatus
from services.houses.models import HandoverSeat
from services.houses.queries.handovers import handover_of, handovers_of, prices_under, seats_to_offer, takers_for

PAGE = 20
AHEAD = timedelta(days=14)


@login_required
@never_cache
@require_safe
def show_handovers(request: HttpRequest) -> HttpResponse:
    """What was offered and what one was offered, the newest first."""
    mine = run_by(request)
    page = Paginator(handovers_of([mine.organisation.id]), PAGE).get_page(request.GET.get("page"))
    request.menu_stop = "organisation:dispatch"  # type: ignore[attr-defined]
    context = {"mine": mine, "organisation": mine.organisation, "page": page}
    return render(request, "organisation/handovers.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    """``seat=…&taker=…&words=…``; ``?person=`` shows only that member's orders of the next two weeks."""
    mine = run_by(request)
    fault, status = "", 200
    if request.method == "POST":
        try:
            made = offer_handover(
                by=request.user,
                at=timezone.now(),
                giver_id=mine.organisation.id,
                taker_id=_uuid(request.POST.get("taker", "")) or mine.organisation.id,
                seat_ids=[key for key in map(_uuid, request.POST.getlist("seat")) if key],
                words=request.POST.get("words", ""),
            )
        except Refusal as refusal:
            fault, status = str(refusal), 422
        else:
            messages.success(request, _("Offered. Until they say yes the orders stay with you."))
            return SeeOther(reverse("organisation:handover", args=[made.id]))
    now, today = timezone.now(), timezone.localdate()
    person_id = _uuid(request.GET.get("person", ""))
    seats = seats_to_offer(mine.organisation, since=now, person_id=person_id)
    request.menu_stop = "organisation:dispatch"  # type: ignore[attr-defined]
    context = {
        "mine": mine,
        "organisation": mine.organisation,
        "rows": [
            (seat, title(seat.order), call_name(seat.order.elder.person))
            for seat in seats
            if seat.order.starts_at < now + AHEAD
        ],
        "takers": takers_for(mine.organisation),
        "members": [one.person for one in current_members(mine.organisation.id, on=today)],
        "person_id": person_id,
        "chosen": set(request.POST.getlist("seat")),
        "taker": request.POST.get("taker", ""),
        "words": request.POST.get("words", ""),
        "fault": fault,
    }
    return render(request, "organisation/handover_offer.html", context, status=status)


@login_required
@never_cache
@require_safe
def show_handover(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """One of them with its seats, and what the taker's contracts pay for each."""
    return _show(request, handover_id)


@login_required
@never_cache
@require_POST
def answer(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """``answer=accept``, or anything else with a ``reason``."""
    mine = run_by(request)
    handover_of([mine.organisation.id], handover_id)
    accept = request.POST.get("answer") == "accept"
    try:
        answer_handover(
            by=request.user,
            at=timezone.now(),
            handover_id=handover_id,
            accept=accept,
            reason=request.POST.get("reason", ""),
        )
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return _show(request, handover_id, fault=str(refusal), status=refusal.status)
    said = _("Taken over. Say now who goes.") if accept else _("They are told, and keep the orders.")
    messages.success(request, said)
    return SeeOther(reverse("organisation:handover", args=[handover_id]))


@login_required
@never_cache
@require_POST
def withdraw(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Keep the work after all."""
    mine = run_by(request)
    handover_of([mine.organisation.id], handover_id)
    try:
        withdraw_handover(by=request.user, at=timezone.now(), handover_id=handover_id)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return _show(request, handover_id, fault=str(refusal), status=refusal.status)
    messages.success(request, _("Taken back. The orders stay with you."))
    return SeeOther(reverse("organisation:handover", args=[handover_id]))


def _show(request: HttpRequest, handover_id: UUID, *, fault: str = "", status: int = 200) -> HttpResponse:
    mine = run_by(request)
    found = handover_of([mine.organisation.id], handover_id)
    rows = list(found.seats.all())
    prices = prices_under(found.taker_id, [row.assignment for row in rows])
    waits = found.status == HandoverStatus.OFFERED
    request.menu_stop = "organisation:dispatch"  # type: ignore[attr-defined]
    context = {
        "mine": mine,
        "organisation": mine.organisation,
        "handover": found,
        "rows": [_line(row, prices[row.assignment_id]) for row in rows],
        "unpaid": sum(None in prices[row.assignment_id] for row in rows),
        "answerable": waits and found.taker_id == mine.organisation.id,
        "withdrawable": waits and found.giver_id == mine.organisation.id,
        "fault": fault,
    }
    return render(request, "organisation/handover.html", context, status=status)


def _line(row: HandoverSeat, prices: list[ContractPrice | None]) -> tuple[HandoverSeat, str, str, int | None]:
    order = row.assignment.order
    return row, title(order), call_name(order.elder.person), _sum(prices)


def _sum(prices: list[ContractPrice | None]) -> int | None:
    """Fen; None when one of them is under no contract."""
    return None if None in prices else sum(one.price_fen for one in prices if one is not None)


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
