"""Where one belongs oneself, on the phone: one's hours, days away, what one asked and applied for."""

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
from django.views.decorators.http import require_POST, require_safe

from accounts.organisations.actions.ask_to_join import ask_to_join
from accounts.organisations.actions.withdraw_application import withdraw_application
from accounts.organisations.actions.withdraw_join_request import withdraw_join_request
from accounts.organisations.queries.finding import applications_of, memberships_of, own_join_requests
from accounts.organisations.queries.rotas import leaves_of
from accounts.refusals import Refusal
from frontend.organisation.people_forms import LeaveForm
from frontend.shell.answers import SeeOther
from frontend.shell.week import spans_of, week_rows
from services.houses.queries.hours import own_queries


@login_required
@never_cache
@require_safe
def show_mine(request: HttpRequest) -> HttpResponse:
    """One's memberships with what one may change, then what waits for an answer."""
    user: Any = request.user
    today = timezone.localdate()
    members = memberships_of(user.person_id, on=today) if user.person_id else []
    context = {
        "memberships": [
            {
                "member": one,
                "rows": week_rows(spans_of(one.hours.all(), "starts", "ends")),
                "leaves": [leave for leave in leaves_of(one.organisation_id, since=today) if leave.member_id == one.id],
            }
            for one in members
        ],
        "leave_form": LeaveForm(),
        "asked": own_join_requests(user.person_id) if user.person_id else [],
        "applied": applications_of(user),
        "asked_about": own_queries(user.person_id) if user.person_id else [],
        "today": today,
    }
    return render(request, "organisation/mine.html", context)


@login_required
@never_cache
@require_POST
def join(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """``words=会做饭``: ask an organisation to take one in."""
    try:
        ask_to_join(
            by=request.user,
            at=timezone.now(),
            organisation_id=organisation_id,
            words=request.POST.get("words", ""),
        )
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Asked. They will answer you in your messages."))
    return SeeOther(reverse("organisation:mine"))


@login_required
@never_cache
@require_POST
def withdraw_joining(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One has thought better of it."""
    withdraw_join_request(by=request.user, at=timezone.now(), request_id=request_id)
    messages.success(request, _("Taken back."))
    return SeeOther(reverse("organisation:mine"))


@login_required
@never_cache
@require_POST
def withdraw_applying(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Take an application for an organisation back."""
    withdraw_application(by=request.user, at=timezone.now(), organisation_id=organisation_id)
    messages.success(request, _("Taken back."))
    return SeeOther(reverse("organisation:mine"))
