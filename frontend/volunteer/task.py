"""One task: before the claim, at the door, at work, afterwards. Each POST calls one action."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_safe

from accounts.refusals import Invalid, NotFound, Refusal
from frontend.offline.replay import WaitsForAnother, replayable
from frontend.shell.wording import minutes_text
from frontend.volunteer.door import for_volunteers, person_of, sent_only
from frontend.volunteer.forms import WithdrawForm, proof_in, proof_with_fault
from frontend.volunteer.task_page import (
    ENDED,
    ended_page,
    gone_page,
    line_page,
    offer_page,
    open_page,
    seat_page,
    similar_to,
)
from frontend.volunteer.wording import elder_called
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.withdraw_claim import withdraw_claim
from services.orders.enums import PROMISED, SEATED, AssignmentStatus, EvidenceKind
from services.orders.models import Assignment
from services.orders.queries.asked import place_in_line
from services.orders.queries.rows import board_order_for
from services.orders.queries.seats import latest_seat

FAULT = "volunteer.fault"  # of the session: what to say on the next page, once


class NotYoursAnyMore(Refusal):
    """It ended while the phone was without signal."""

    code = "not_yours_any_more"
    sentence: Any = _lazy("%(why)s If you were there all the same, tell the township: it can be entered by hand.")


class NotTaken(Invalid):
    code = "not_taken"
    sentence: Any = "%(why)s"


class SeeOther(HttpResponseRedirectBase):
    """303: whatever was sent, read the answer with GET."""

    status_code = 303


@for_volunteers
@require_safe
def show_task(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The page that fits: mine, open, over, or gone (404, with other tasks instead).

    What went wrong a moment ago is said once: a reload neither repeats it nor sends anything again.
    """
    fault = None if request.headers.get("HX-Request") else request.session.pop(FAULT, None)
    if fault is None or fault["order"] != str(order_id):
        return _page(request, order_id)
    if not fault["method"]:
        return _page(request, order_id, refusal=fault["text"])
    kind = EvidenceKind(fault["method"])
    return _page(request, order_id, proof=proof_with_fault(kind, fault["text"]), method=kind)


def _page(request: HttpRequest, order_id: UUID, *, status: int = 200, **more: Any) -> HttpResponse:
    now, person = timezone.now(), person_of(request)
    seat = latest_seat(person.id, order_id)
    if seat is not None and seat.status == AssignmentStatus.OFFERED:
        context = offer_page(seat, person=person, at=now)
    elif seat is not None and seat.status == AssignmentStatus.NO_SHOW:
        context = ended_page(seat, at=now)  # also while it is open again: there is something to answer
    elif seat is not None and seat.status in SEATED:
        context = seat_page(seat, by=request.user, at=now)
        request.menu_stop = "volunteer:tasks"  # type: ignore[attr-defined] # one's own, so not under the board
    else:
        try:
            context = open_page(board_order_for(request.user, order_id), person=person, at=now)
        except NotFound:
            if (waits := place_in_line(person.id, order_id)) is not None:
                context = line_page(*waits, person=person, at=now)
            elif seat is None:
                return render(request, "volunteer/task_gone.html", gone_page(person, at=now), status=404)
            else:
                context = ended_page(seat, at=now)
    return render(request, "volunteer/task.html", {**context, **more}, status=status)


@for_volunteers
@sent_only
def claim(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Take the task. Refused: the sentence, and two similar ones."""
    person = person_of(request)
    try:
        claim_order(by=request.user, at=timezone.now(), order_id=order_id)
    except NotFound:
        raise
    except Refusal as refusal:
        if _seat(request, order_id) is not None:
            return _to_task(order_id)  # sent twice: the first one won
        context = similar_to(order_id, person, at=timezone.now())
        return render(request, "volunteer/task_refused.html", {**context, "refusal": refusal}, status=refusal.status)
    messages.success(request, _("It is yours. Now you see the name, the house and the phone number."))
    return _to_task(order_id)


@replayable
@for_volunteers
@sent_only
def enter(request: Any, order_id: UUID) -> HttpResponse:
    """Check in at the door by code, by card, or without either; from a phone without signal, later."""
    seat = _own_seat(request, order_id)
    if seat.status != AssignmentStatus.CLAIMED:
        return _to_task(order_id)
    method, form = proof_in(request.POST)
    if form is not None and not form.is_valid():
        return _back_with(request, order_id, str(next(iter(form.errors.values()))[0]), method)
    proof = next(iter(form.cleaned_data.values())) if form is not None else ""
    now, done = timezone.now(), request.occurred
    try:
        check_in(by=request.user, at=now, assignment_id=seat.id, method=method, code=proof, occurred=done)
    except Refusal as refusal:
        at_the_proof = form is not None and bool(refusal.field)
        return _refused(request, order_id, refusal, AssignmentStatus.CLAIMED, method if at_the_proof else "")
    messages.success(request, _("Checked in. The time runs from now."))
    return _to_task(order_id)


@replayable
@for_volunteers
@sent_only
def leave(request: Any, order_id: UUID) -> HttpResponse:
    """Check out: the clock stops; from a phone without signal it stopped when the button was pressed."""
    seat = _own_seat(request, order_id)
    if seat.status == AssignmentStatus.CLAIMED and request.unattended:
        raise WaitsForAnother
    if seat.status != AssignmentStatus.CHECKED_IN and not (request.occurred.device_at and seat.left_by_house):
        return _to_task(order_id)
    try:
        done = check_out(by=request.user, at=timezone.now(), assignment_id=seat.id, occurred=request.occurred)
    except Refusal as refusal:
        return _refused(request, order_id, refusal, AssignmentStatus.CHECKED_IN)
    time = minutes_text(done.minutes_worked or 0)
    words = _("You worked %(time)s. As soon as the family says it was done, it is booked.")
    messages.success(request, words % {"time": time})
    return _to_task(order_id)


@for_volunteers
@sent_only
def withdraw(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Give the task back."""
    seat = latest_seat(person_of(request).id, order_id)
    if seat is None:
        raise NotFound
    if seat.status not in (*PROMISED, *ENDED):
        raise NotFound
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, order_id, status=422, withdraw_form=form)
    if seat.status in PROMISED:
        try:
            withdraw_claim(
                by=request.user, at=timezone.now(), assignment_id=seat.id, reason=form.cleaned_data["reason"]
            )
        except Refusal as refusal:
            return _refused(request, order_id, refusal, seat.status)
        words = _("Given back. We look for somebody else for %(elder)s at once.")
        messages.success(request, words % {"elder": elder_called(seat.order)})
    return SeeOther(reverse("volunteer:board"))


def _seat(request: HttpRequest, order_id: UUID) -> Assignment | None:
    """The seat that whoever asks has promised to fill."""
    seat = latest_seat(person_of(request).id, order_id)
    return seat if seat is not None and seat.status in PROMISED else None


def _own_seat(request: Any, order_id: UUID) -> Assignment:
    seat = _seat(request, order_id)
    if seat is not None:
        return seat
    was = latest_seat(person_of(request).id, order_id)
    if request.unattended and was is not None:
        raise NotYoursAnyMore(why=ended_page(was, at=timezone.now())["ended"])
    raise NotFound


def _to_task(order_id: UUID) -> HttpResponse:
    return SeeOther(reverse("volunteer:task", args=[order_id]))


def _refused(request: Any, order_id: UUID, why: Refusal, was: str, method: str = "") -> HttpResponse:
    """Back to the page, which says what the action said; when the state moved on meanwhile (sent twice), not even that.

    ``method`` names the form at which it is said. A phone that kept it without signal is told at once.
    """
    if request.unattended and why.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise NotTaken(why=str(why))  # waiting does not help: it has to be proved in another way
    if request.unattended:
        raise why
    seat = _seat(request, order_id)
    if seat is None or seat.status != was:
        return _to_task(order_id)
    return _back_with(request, order_id, str(why), method)


def _back_with(request: Any, order_id: UUID, text: str, method: str) -> HttpResponse:
    """A wrong code must not be sent again by a reload, so the answer is fetched with GET and told by the session."""
    if request.unattended:
        raise NotTaken(why=text)
    request.session[FAULT] = {"order": str(order_id), "text": text, "method": method}
    return _to_task(order_id)
