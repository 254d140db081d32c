"""Hours that the organisation stands by: exceptions first, one tap for all that is unremarkable."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.refusals import NotFound, Refusal
from frontend.organisation.hours import month_before
from frontend.organisation.managed import Managed, month_from, run_by
from frontend.organisation.rows import title
from frontend.shell.answers import SeeOther
from frontend.shell.calendar import day_of, next_month
from services.houses.actions.answer_hours_query import answer_hours_query
from services.houses.actions.approve_hours import approve_hours
from services.houses.actions.query_hours import query_hours
from services.houses.queries.hours import Hours, hours_to_approve

WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)


@login_required
@never_cache
@require_safe
def show_approving(request: HttpRequest) -> HttpResponse:
    """``?month=2026-11``, or ``?week=2026-11-16``: the seven days from then."""
    return _show(request, run_by(request))


@login_required
@never_cache
@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """``seat=…&seat=…``: those that stood on the page."""
    mine = run_by(request)
    done = approve_hours(
        by=request.user, at=timezone.now(), organisation_id=mine.organisation.id, seat_ids=_uuids(request)
    )
    if done:
        text = ngettext("%(number)s service approved.", "%(number)s services approved.", done)
        messages.success(request, text % {"number": done})
    return SeeOther(_address(request))


@login_required
@never_cache
@require_POST
def query(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """``reason=…``: ask whoever served."""
    mine = run_by(request)
    try:
        query_hours(by=request.user, at=timezone.now(), seat_id=seat_id, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        return _show(request, mine, fault=str(refusal), status=422)
    messages.success(request, _("Asked. The hours wait until you approve them."))
    return SeeOther(_address(request))


@login_required
@never_cache
@require_POST
def answer(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """``words=…``: a member about their own hours."""
    try:
        answer_hours_query(by=request.user, at=timezone.now(), seat_id=seat_id, words=request.POST.get("words", ""))
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Sent to your organisation."))
    return SeeOther(reverse("organisation:mine"))


def _show(request: HttpRequest, mine: Managed, *, fault: str = "", status: int = 200) -> HttpResponse:
    month, week = _period(request)
    first_on, last_on = (week, week + WEEK - ONE_DAY) if week else (month, next_month(month) - ONE_DAY)
    found = hours_to_approve(mine.organisation, first_on, last_on, reader=getattr(request.user, "person_id", None))
    plain = [one for one in found if one.plain]
    open_ones = [one for one in found if not one.plain and not one.approved]
    request.menu_stop = "organisation:hours"  # type: ignore[attr-defined]
    context = {
        "mine": mine,
        "organisation": mine.organisation,
        "month": month,
        "month_key": f"{month:%Y-%m}",
        "before": month_before(month),
        "after": next_month(month),
        "running": month <= timezone.localdate() < next_month(month),
        "now": timezone.now(),
        "week": week,
        "weeks": _weeks(month),
        "exceptions": [(one, title(one.seat.order)) for one in sorted(open_ones, key=_gravity)],
        "plain": plain,
        "plain_people": _by_person(plain),
        "plain_minutes": sum(one.worked for one in plain),
        "people": _by_person(found),
        "approved": sum(one.approved for one in found),
        "total": len(found),
        "fault": fault,
    }
    return render(request, "organisation/approving.html", context, status=status)


def _gravity(one: Hours) -> tuple[Any, ...]:
    """Answered queries first, then by what is remarkable, then queries that wait."""
    answered = one.queried and one.review is not None and bool(one.review.answer)
    return (not answered, one.queried, -len(one.remarks), one.seat.checked_in_at)


def _by_person(found: Iterable[Hours]) -> list[dict[str, Any]]:
    """Person with services, minutes, and how many of them are approved; in the order of ``found``."""
    rows = []
    for _key, group in groupby(found, key=lambda one: one.seat.person_id):
        some = list(group)
        rows.append(
            {
                "person": some[0].seat.person,
                "services": len(some),
                "minutes": sum(one.worked for one in some),
                "approved": sum(one.approved for one in some),
            }
        )
    return rows


def _period(request: HttpRequest) -> tuple[date, date | None]:
    values = request.POST if request.method == "POST" else request.GET
    week = day_of(values.get("week", ""))
    month = month_from(values.get("month", ""))
    return (week.replace(day=1) if week and not values.get("month") else month), week


def _weeks(month: date) -> list[date]:
    """The Mondays of the weeks that touch the month."""
    monday = month - timedelta(days=month.weekday())
    after = next_month(month)
    return [monday + n * WEEK for n in range(6) if monday + n * WEEK < after]


def _address(request: HttpRequest) -> str:
    kept = {name: request.POST[name] for name in ("month", "week") if request.POST.get(name)}
    return f"{reverse('organisation:approving')}?{urlencode(kept)}"


def _uuids(request: HttpRequest) -> list[UUID]:
    try:
        return [UUID(one) for one in request.POST.getlist("seat")]
    except ValueError:
        raise NotFound from None
