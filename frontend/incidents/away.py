"""When one is away, and who answers the alarms meanwhile."""

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
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Refusal
from frontend.incidents.forms import AwayForm
from frontend.shell.answers import SeeOther
from frontend.shell.wording import name_text
from services.incidents.actions.end_absence import end_absence
from services.incidents.actions.set_absence import set_absence
from services.incidents.queries.duty import absences_of, colleagues, stood_in_for


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_away(request: HttpRequest) -> HttpResponse:
    """One's own absences, for whom one stands in, and a form for the next."""
    demand(request.user, Permission.INCIDENT_ACT)
    now = timezone.now()
    choices = [(str(one.id), name_text(str(one))) for one in colleagues(request.user, at=now)]
    form = AwayForm(choices, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _set(request, form):
        messages.success(request, _("Written down. Alarms go the other way meanwhile."))
        return SeeOther(reverse("incidents:away"))
    context = {
        "form": form,
        "absences": absences_of([request.user], at=now),
        "for_others": absences_of(stood_in_for(request.user, at=now), at=now),
        "now": now,
    }
    return render(request, "incidents/away.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_POST
def come_back(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    """Back already."""
    end_absence(by=request.user, at=timezone.now(), absence_id=absence_id)
    messages.success(request, _("Welcome back. Alarms reach you again."))
    return SeeOther(reverse("incidents:away"))


def _set(request: HttpRequest, form: AwayForm) -> bool:
    data: dict[str, Any] = form.cleaned_data
    delegate = UUID(data["delegate"]) if data["delegate"] else None
    try:
        set_absence(
            by=request.user,
            at=timezone.now(),
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            delegate_id=delegate,
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True
