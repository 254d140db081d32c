"""A dispute on one page: each side sees its own words, whoever decides sees both, the proofs and the course of it."""

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

from accounts.journal.queries import timeline
from accounts.refusals import NotFound, Refusal
from frontend.disputes.forms import ContestForm, DecideForm, SayForm
from frontend.shell.answers import SeeOther
from frontend.shell.course import course_of
from frontend.shell.photographs import photograph_response
from services.orders.actions.add_statement import add_statement
from services.orders.actions.agree_contest import agree_contest
from services.orders.actions.contest_order import contest_order
from services.orders.actions.decide_contest import decide_contest
from services.orders.actions.resolve_dispute import resolve_dispute
from services.orders.enums import EvidenceKind, OrderStatus, Side
from services.orders.queries.disputes import Case, case_for, may_contest
from services.orders.queries.rows import order_for

HOMES = {Side.ELDER: "helper:order", Side.SERVING: "volunteer:task", Side.STAFF: "territory:order"}
MOST_BYTES = 12 * 1024 * 1024


@login_required
@never_cache
@require_safe
def show_case(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """For both sides and the staff of the place; 404 for everybody else."""
    return _page(request, case_for(request.user, order_id))


@login_required
@never_cache
@require_POST
def say(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Add words and a picture."""
    case = case_for(request.user, order_id)
    form = SayForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, case, say_form=form, status=422)
    photo = form.cleaned_data["photo"]
    try:
        add_statement(
            by=request.user,
            at=timezone.now(),
            order_id=order_id,
            words=form.cleaned_data["words"],
            photo=photo.read(MOST_BYTES + 1) if photo else None,
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, case, say_form=form, status=refusal.status)
    messages.success(request, _("Kept. Whoever decides reads it."))
    return _back(order_id)


@login_required
@never_cache
@require_POST
def decide(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """An official decides, with a reason."""
    case = case_for(request.user, order_id)
    if not case.may_decide:
        raise NotFound
    held = case.order.status == OrderStatus.DISPUTED
    form = DecideForm(request.POST, booked=not held)
    if not form.is_valid():
        return _page(request, case, decide_form=form, status=422)
    keep, reason, now = form.cleaned_data["decision"] == "keep", form.cleaned_data["reason"], timezone.now()
    try:
        if held:
            resolve_dispute(by=request.user, at=now, order_id=order_id, uphold=keep, reason=reason)
        else:
            decide_contest(by=request.user, at=now, order_id=order_id, take_back=not keep, reason=reason)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, case_for(request.user, order_id), decide_form=form, status=refusal.status)
    messages.success(request, _("Decided. Both sides are told."))
    return _back(order_id)


@login_required
@never_cache
@require_POST
def agree(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The second person agrees, or does not."""
    if not case_for(request.user, order_id).may_agree:
        raise NotFound
    try:
        agree_contest(
            by=request.user, at=timezone.now(), order_id=order_id, agree=request.POST.get("answer") == "agree"
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _back(order_id)
    messages.success(request, _("Decided. Both sides are told."))
    return _back(order_id)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The elder's side objects to what was booked."""
    order = order_for(request.user, order_id)
    if not may_contest(request.user, order):
        raise NotFound
    form = ContestForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                contest_order(by=request.user, at=timezone.now(), order_id=order_id, reason=form.cleaned_data["reason"])
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("Noted. The township looks into it; you may still add how it was."))
                return _back(order_id)
    context = {"order": order, "form": form, "back": reverse("helper:order", args=[order.id])}
    return render(request, "disputes/contest.html", context, status=status)


@login_required
@never_cache
@require_safe
def show_picture(request: HttpRequest, order_id: UUID, statement_id: UUID) -> HttpResponse:
    """A picture somebody added, for whoever may read the words beside it."""
    said = next((one for one in case_for(request.user, order_id).statements if one.id == statement_id), None)
    if said is None or said.photograph is None:
        raise NotFound
    return photograph_response(said.photograph, small="small" in request.GET)


def _page(
    request: HttpRequest, case: Case, *, say_form: Any = None, decide_form: Any = None, status: int = 200
) -> HttpResponse:
    staff = case.side == Side.STAFF
    booked = case.contest is not None
    context = {
        "case": case,
        "order": case.order,
        "staff": staff,
        "contest": case.contest,
        "booked": booked,
        "sides": _sides(case) if staff else [("", case.statements)],
        "proofs": _proofs(case),
        "say_form": (say_form or SayForm()) if case.open else None,
        "decide_form": (decide_form or DecideForm(booked=booked)) if case.may_decide else None,
        "back": reverse(HOMES[case.side], args=[case.order.id]),
        "course": course_of(case.order, timeline([case.order.id])) if staff else [],
    }
    return render(request, "disputes/case.html", context, status=status)


def _sides(case: Case) -> list[tuple[str, list[Any]]]:
    """Each side's name and what it said, also the silent one's."""
    return [
        (str(side.label), [one for one in case.statements if one.side == side])
        for side in Side
        if side != Side.STAFF or any(one.side == Side.STAFF for one in case.statements)
    ]


def _proofs(case: Case) -> list[dict[str, Any]]:
    """Per seat: who, from when to when, and what proves it."""
    return [
        {
            "seat": seat,
            "proofs": [EvidenceKind(one.kind).label for one in seat.evidence.all()],
        }
        for seat in case.seats
    ]


def _back(order_id: UUID) -> HttpResponse:
    return SeeOther(reverse("disputes:case", args=[order_id]))
