"""Who belongs to the organisation, and how long their papers hold."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.organisations.models import Member
from accounts.organisations.queries import current_members
from frontend.organisation.managed import managed
from frontend.organisation.papers import Paper, papers_of


@dataclass(frozen=True)
class Line:
    """A member and their papers, the first to run out first."""

    member: Member
    papers: list[Paper]


@login_required
@never_cache
@require_safe
def show_members(request: HttpRequest) -> HttpResponse:
    """Managers first, then by name."""
    mine = managed(request)
    now = timezone.now()
    members = list(current_members(mine.organisation.id, on=timezone.localdate(now)))
    papers: defaultdict[UUID, list[Paper]] = defaultdict(list)
    for paper in papers_of(members, at=now):
        papers[paper.person.id].append(paper)
    context = {
        "mine": mine,
        "organisation": mine.organisation,
        "lines": [Line(member, papers[member.person_id]) for member in members],
    }
    return render(request, "organisation/members.html", context)
