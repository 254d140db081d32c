"""My day: whom to look in on, who comes first, what is done."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.actions.reveal_people import reveal_people
from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.refusals import NotAllowed
from services.visits.queries.day import Day, day_of
from services.visits.queries.reach import visits_anybody


@login_required
@never_cache
@require_safe
def show_day(request: HttpRequest) -> HttpResponse:
    """The first page of who looks in on elders. Names and phones are shown; that they were is journalled."""
    if not visits_anybody(request.user):
        raise NotAllowed
    now = timezone.now()
    day = day_of(request.user, at=now)
    _note_looks(request, day)
    context: dict[str, Any] = {
        "day": day,
        "first": day.due[0] if day.due else None,
        "rest": day.due[1:],
        "stairs": _stairs(day),
        "today": timezone.localdate(now),
        "keeps": may(request.user, Permission.VISIT),
    }
    return render(request, "visits/day.html", context)


def _note_looks(request: HttpRequest, day: Day) -> None:
    elders = [stop.elder for stop in (*day.due, *day.early)] + [visit.elder for visit in day.done]
    people = {elder.person: f"elder:{elder.id}" for elder in elders}
    reveal_people(by=request.user, at=timezone.now(), people=people, purpose="visit")


def _stairs(day: Day) -> list[str]:
    """One step for each elder of the day: seen or to see; nothing for a day that would not fit."""
    if not 0 < day.number <= 12:
        return []
    return ["ok"] * day.seen + [""] * (day.number - day.seen)
