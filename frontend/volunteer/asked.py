"""Being asked: a seat kept until one answers, and the line one waits in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.people.models import Person
from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.wording import in_chinese
from frontend.volunteer.door import for_volunteers, person_of, sent_only
from frontend.volunteer.wording import clock_text
from services.orders.actions.accept_offer import accept_offer
from services.orders.actions.decline_offer import decline_offer
from services.orders.actions.join_line import join_line
from services.orders.actions.leave_line import leave_line
from services.orders.enums import AskedBy, AssignmentStatus
from services.orders.models import Assignment
from services.orders.queries.asked import place_in_line
from services.orders.queries.fitting import scores
from services.orders.queries.seats import latest_seat

WORDS = 2  # reasons shown at most


def offer_context(seat: Assignment, person: Person, at: datetime) -> dict[str, Any]:
    """Who asks, why, and until when the place is kept."""
    order = seat.order
    its = scores([order], [person], at=at)[order.id, person.id]
    left = seat.offered_until is not None and seat.offered_until > at
    return {
        "asked": asked_words(seat),
        "because": "".join(("" if in_chinese() else " ") + one for one in its.because[:WORDS]),
        "until": clock_text(seat.offered_until, at) if seat.offered_until and left else "",
    }


def asked_words(seat: Assignment) -> str:
    """Who asks, in a sentence."""
    return {
        AskedBy.LINE: _("A place has come free. It is your turn."),
        AskedBy.SIDE: _("The family asks you, because the face is known."),
        AskedBy.STAFF: _("The village asks you."),
        AskedBy.ORGANISATION: _("Your organisation asks you."),
        AskedBy.HOUSE: _("Nobody has taken it yet, and you fit best."),
    }[AskedBy(seat.asked_by)]


def line_words(before: int) -> str:
    """``您排第 3 个``."""
    if not before:
        return _("You are the first in line.")
    return ngettext("%(n)s waits before you.", "%(n)s wait before you.", before) % {"n": before}


@for_volunteers
@sent_only
def answer(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Yes or no, in one tap."""
    seat = latest_seat(person_of(request).id, order_id)
    if seat is None or not seat.asked_by:
        raise NotFound
    if seat.status != AssignmentStatus.OFFERED:
        return SeeOther(reverse("volunteer:task", args=[order_id]))  # sent twice, or too late: the page says it
    now = timezone.now()
    try:
        if request.POST.get("answer") == "yes":
            accept_offer(by=request.user, at=now, assignment_id=seat.id)
            messages.success(request, _("It is yours. Now you see the name, the house and the phone number."))
            return SeeOther(reverse("volunteer:task", args=[order_id]))
        decline_offer(by=request.user, at=now, assignment_id=seat.id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return SeeOther(reverse("volunteer:task", args=[order_id]))
    messages.success(request, _("Thank you for saying so. We ask the next one at once."))
    return SeeOther(reverse("volunteer:board"))


@for_volunteers
@sent_only
def wait(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Stand in line, or leave it."""
    now, person = timezone.now(), person_of(request)
    if request.POST.get("answer") == "leave":
        leave_line(by=request.user, at=now, order_id=order_id)
        messages.success(request, _("You wait no longer."))
        return SeeOther(reverse("volunteer:board"))
    try:
        join_line(by=request.user, at=now, order_id=order_id)
    except NotFound:
        raise
    except Refusal as refusal:
        if place_in_line(person.id, order_id) is None:
            messages.error(request, str(refusal))
            return SeeOther(reverse("volunteer:board"))
    messages.success(request, _("You stand in line. When a place comes free you are asked; then please answer soon."))
    return SeeOther(reverse("volunteer:task", args=[order_id]))
