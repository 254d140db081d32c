"""Who belongs to the organisation: by team, with papers, hours and days away; who would like to; who runs out."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
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

from accounts.organisations.actions.answer_join_request import answer_join_request
from accounts.organisations.actions.dissolve_team import dissolve_team
from accounts.organisations.actions.name_team import name_team
from accounts.organisations.models import Leave, Member
from accounts.organisations.queries import current_members
from accounts.organisations.queries.consents import consents_of
from accounts.organisations.queries.finding import join_requests_of
from accounts.organisations.queries.rotas import leaves_of
from accounts.people.queries import credentials
from accounts.refusals import Refusal
from frontend.organisation.managed import managed
from frontend.organisation.papers import Paper, papers_of
from frontend.shell.answers import SeeOther
from frontend.shell.week import spans_of, week_text
from frontend.shell.wording import name_text
from services.orders.matching import under_age
from services.orders.queries.candidates import ADULT


@dataclass(frozen=True)
class Line:
    """A member: their papers, the first to run out first; their hours in words; when they are away next."""

    member: Member
    papers: list[Paper]
    hours: list[tuple[Any, str]]
    leave: Leave | None
    young: bool = False  # under age
    consent: date | None = None  # the last day of a guardian's consent that holds today


@login_required
@never_cache
@require_safe
def show_members(request: HttpRequest) -> HttpResponse:
    """``?team=ID``: managers first, then by name."""
    mine = managed(request)
    now = timezone.now()
    today = timezone.localdate(now)
    house = mine.organisation
    members = list(current_members(house.id, on=today).prefetch_related("hours").select_related("team"))
    chosen = request.GET.get("team", "")
    papers: defaultdict[UUID, list[Paper]] = defaultdict(list)
    for paper in papers_of(members, at=now):
        papers[paper.person.id].append(paper)
    away: dict[UUID, Leave] = {}
    for leave in leaves_of(house.id, since=today):
        away.setdefault(leave.member_id, leave)
    young = {one.id for one in members if under_age(one.person.age_on(today), ADULT)}
    consents = {
        key: max(last for _first, last in days)
        for key, days in consents_of([one.person_id for one in members if one.id in young]).items()
        if any(first <= today <= last for first, last in days)
    }
    asking = join_requests_of(house.id)
    shown = credentials([one.person_id for one in asking], on=today)
    context = {
        "mine": mine,
        "organisation": house,
        "today": today,
        "teams": list(house.teams.order_by("name")),
        "team": chosen,
        "asking": [(one, sorted(shown[one.person_id])) for one in asking],
        "number": len(members),
        "lines": [
            Line(
                one,
                papers[one.person_id],
                week_text(spans_of(one.hours.all(), "starts", "ends")),
                away.get(one.id),
                young=one.id in young,
                consent=consents.get(one.person_id),
            )
            for one in members
            if not chosen or str(one.team_id) == chosen
        ],
    }
    return render(request, "organisation/members.html", context)


@login_required
@never_cache
@require_POST
def answer_joining(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """``answer=accept`` or ``answer=decline`` with a reason."""
    accept = request.POST.get("answer") == "accept"
    try:
        asked = answer_join_request(
            by=request.user,
            at=timezone.now(),
            request_id=request_id,
            accept=accept,
            reason=request.POST.get("reason", ""),
        )
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
        return _back()
    who = {"name": name_text(asked.person.name)}
    messages.success(request, (_("%(name)s belongs to you now.") if accept else _("%(name)s was told.")) % who)
    return _back()


@login_required
@never_cache
@require_POST
def add_team(request: HttpRequest) -> HttpResponse:
    """``name=理发队``."""
    mine = managed(request)
    try:
        team = name_team(
            by=request.user, at=timezone.now(), organisation_id=mine.organisation.id, name=request.POST.get("name", "")
        )
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
        return _back()
    messages.success(request, _("The team %(name)s is there. Open a member to put them into it.") % {"name": team.name})
    return _back()


@login_required
@never_cache
@require_POST
def end_team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Its members stay."""
    dissolve_team(by=request.user, at=timezone.now(), team_id=team_id)
    messages.success(request, _("The team is dissolved, its members stay."))
    return _back()


def _back() -> HttpResponse:
    return SeeOther(reverse("organisation:members"))
