"""Leading a survey round at the county: open it after a look at whom it reaches, give more time, call it off."""

from datetime import timedelta
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
from accounts.access.queries import demand, territories
from accounts.elders.fields import Group
from accounts.refusals import Refusal
from accounts.regions.models import Region
from accounts.surveys.actions.call_off_round import call_off_round
from accounts.surveys.actions.extend_round import extend_round
from accounts.surveys.actions.open_round import open_round, planned_reach, planned_round
from accounts.surveys.enums import Kind, RoundState, Whom
from accounts.surveys.lifecycle import RoundOver
from accounts.surveys.queries import round_for
from frontend.shell.answers import SeeOther
from frontend.shell.wording import place_text
from frontend.territory.survey_forms import MoreTimeForm, RoundForm

VILLAGE_DAYS, TOWNSHIP_DAYS = 21, 30  # what a county usually gives them
USUAL_GROUPS = (Group.BASIC, Group.HEALTH, Group.LIVING, Group.FAMILY)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """The form; ``look`` shows whom it would reach, ``confirm`` opens it."""
    demand(request.user, Permission.ROUND_HOLD)
    regions = {
        one.code: one for one in Region.objects.filter(code__in=territories(request.user, Permission.ROUND_HOLD))
    }
    choices = [(code, place_text(region.name)) for code, region in regions.items()]
    today = timezone.localdate()
    start = {
        "groups": list(USUAL_GROUPS),
        "whom": Whom.ALL,
        "starts_on": today.isoformat(),
        "villages_due": (today + timedelta(days=VILLAGE_DAYS)).isoformat(),
        "townships_due": (today + timedelta(days=TOWNSHIP_DAYS)).isoformat(),
    }
    form = RoundForm(choices, request.POST) if request.method == "POST" else RoundForm(choices, initial=start)
    reach = None
    if form.is_bound and form.is_valid():
        values = _values(form, regions)
        try:
            if "confirm" in request.POST:
                opened = open_round(by=request.user, at=timezone.now(), **values)
                messages.success(request, _("The round is open. Every village has been told."))
                return SeeOther(reverse("territory:round", args=[opened.id]))
            reach = planned_reach(planned_round(by=request.user, at=timezone.now(), **values))
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"form": form, "reach": reach}
    return render(request, "territory/round_new.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_time(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Later days, with the reason; on the same page the round can be called off."""
    demand(request.user, Permission.ROUND_HOLD)
    of = round_for(request.user, round_id)
    demand(request.user, Permission.ROUND_HOLD, region_code=of.region_id)
    if of.state != RoundState.OPEN:
        raise RoundOver
    start = {"villages_due": of.villages_due.isoformat(), "townships_due": of.townships_due.isoformat()}
    form = MoreTimeForm(request.POST) if request.method == "POST" else MoreTimeForm(initial=start)
    if form.is_bound and form.is_valid():
        try:
            extend_round(by=request.user, at=timezone.now(), round_id=round_id, **form.cleaned_data)
        except Refusal as refusal:
            if refusal.field not in form.fields:
                raise
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Everybody has more time, and has been told."))
            return SeeOther(reverse("territory:round", args=[round_id]))
    context = {"of": of, "form": form}
    return render(request, "territory/round_time.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_POST
def call_off(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """``reason=…``: the round ends unfinished."""
    call_off_round(by=request.user, at=timezone.now(), round_id=round_id, reason=request.POST.get("reason", ""))
    messages.success(request, _("Called off. What was found on the way stays in the dossiers."))
    return SeeOther(reverse("territory:round", args=[round_id]))


def _values(form: RoundForm, regions: dict[str, Region]) -> dict[str, Any]:
    data = form.cleaned_data
    return {
        "region": regions[data["region"]],
        "kind": Kind(data["kind"]),
        "title": data["title"].replace("\x00", ""),
        "groups": [Group(code) for code in data["groups"]],
        "whom": Whom(data["whom"]),
        "starts_on": data["starts_on"],
        "villages_due": data["villages_due"],
        "townships_due": data["townships_due"],
    }
