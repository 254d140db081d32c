"""A village in a survey round: who is left, the paper for the walk, and why somebody could not be asked."""

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
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.fields import Group
from accounts.elders.queries.completeness import missing_of
from accounts.refusals import NotFound, Refusal
from accounts.surveys.actions.note_absence import note_absence
from accounts.surveys.actions.take_walk_list import take_walk_list
from accounts.surveys.enums import RoundState, WhyNot
from accounts.surveys.models import Report
from accounts.surveys.queries import (
    come_and_gone,
    latest_absences,
    round_for,
    standings,
    still_to_see,
    unexcused,
)
from frontend.shell.answers import SeeOther
from frontend.territory.survey_forms import AbsenceForm

PAGE = 30
NAMED = 3  # of what is missing; the dossier names the rest


def village_context(request: HttpRequest, report: Report) -> dict[str, Any]:
    """What the village's page shows: progress, those left with what is missing, who came and who went."""
    of = report.round
    page = Paginator(still_to_see(of, report.region_id), PAGE).get_page(request.GET.get("page"))
    elders = list(page.object_list)
    absences = latest_absences(of, elders)
    missing = missing_of(elders, on=timezone.localdate())
    came, went = come_and_gone(of, report.region_id)
    return {
        "own": standings(of, [report], within=report.region_id)[0],
        "page": page,
        "elders": [
            (elder, absences.get(elder.id, []), missing[elder.id][:NAMED], max(0, len(missing[elder.id]) - NAMED))
            for elder in elders
        ],
        "came": came,
        "went": went,
        "unexcused": unexcused(of, report.region_id).count() if report.waits else 0,
    }


@login_required
@never_cache
@require_safe
def print_walk(request: HttpRequest, round_id: UUID, place: str) -> HttpResponse:
    """The paper for the walk, with boxes to write into. Whose name it bears can read that it was printed."""
    report, elders = take_walk_list(by=request.user, at=timezone.now(), round_id=round_id, place=place)
    context = {
        "report": report,
        "of": report.round,
        "elders": elders,
        "boxes": [group.label for group in Group if group in report.round.groups],
        "reasons": WhyNot.choices,
        "now": timezone.now(),
    }
    return render(request, "territory/round_walk.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def note_not_seen(request: HttpRequest, round_id: UUID, elder_id: UUID) -> HttpResponse:
    """Knocked, and could not ask: one short form."""
    of = round_for(request.user, round_id)
    elder = still_to_see(of, of.region_id).filter(id=elder_id).first()
    if elder is None:
        raise NotFound
    demand(request.user, Permission.ROUND_WALK, region_code=elder.person.home_id)
    if of.state != RoundState.OPEN:
        raise NotFound
    start = {"why": WhyNot.NOBODY_HOME, "on": timezone.localdate().isoformat()}
    form = AbsenceForm(request.POST) if request.method == "POST" else AbsenceForm(initial=start)
    back = reverse("territory:round_place", args=[of.id, elder.person.home_id])
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            note_absence(
                by=request.user,
                at=timezone.now(),
                round_id=round_id,
                elder_id=elder_id,
                why=WhyNot(data["why"]),
                on=data["on"],
                words=data["words"],
            )
        except Refusal as refusal:
            if refusal.field not in form.fields:
                raise
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Noted. Try again before the round ends, if you can."))
            return SeeOther(back)
    context = {"of": of, "elder": elder, "form": form, "back": back}
    return render(request, "territory/round_missed.html", context, status=422 if form.errors else 200)
