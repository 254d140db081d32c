"""Afterwards: one is said not to have come and answers; one forgot to check out and says when one left."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.volunteer.door import for_volunteers, person_of, sent_only
from frontend.volunteer.forms import AnswerForm, LeftForm
from services.orders.actions.answer_no_show import answer_no_show
from services.orders.actions.say_when_left import say_when_left
from services.orders.queries.seats import latest_seat


@for_volunteers
@sent_only
def answer_missed(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Object to “did not come”, once, in one's own words."""
    seat = latest_seat(person_of(request).id, order_id)
    if seat is None:
        raise NotFound
    form = AnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return SeeOther(reverse("volunteer:task", args=[order_id]))
    try:
        answer_no_show(by=request.user, at=timezone.now(), assignment_id=seat.id, words=form.cleaned_data["words"])
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Kept. The township reads it and decides."))
    return SeeOther(reverse("volunteer:task", args=[order_id]))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell_left(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """When one left, after all."""
    seat = latest_seat(person_of(request).id, order_id)
    if seat is None or not seat.left_by_house or seat.checked_in_at is None:
        raise NotFound
    day = timezone.localtime(seat.checked_in_at)
    form = LeftForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            left = day.replace(
                hour=form.cleaned_data["left"].hour, minute=form.cleaned_data["left"].minute, second=0, microsecond=0
            )
            try:
                say_when_left(by=request.user, at=timezone.now(), assignment_id=seat.id, left_at=left)
            except Refusal as refusal:
                form.add_error("left" if refusal.field else None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("Noted. The village rings and asks, then it is booked."))
                return SeeOther(reverse("volunteer:task", args=[order_id]))
    return render(request, "volunteer/left.html", {"order": seat.order, "seat": seat, "form": form}, status=status)
