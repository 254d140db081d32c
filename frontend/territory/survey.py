"""Survey rounds: which there are, how far every place is, and the way to the next thing to do."""

from dataclasses import dataclass
from datetime import date
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
from django.views.decorators.http import require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.fields import Group
from accounts.surveys.actions.return_report import return_report
from accounts.surveys.actions.sign_report import sign_report
from accounts.surveys.actions.submit_report import submit_report
from accounts.surveys.enums import ReportState, RoundState, Rung
from accounts.surveys.ladder import HANDS_IN, SIGNS, signing_place
from accounts.surveys.models import Report, Round
from accounts.surveys.queries import (
    Standing,
    own_reports,
    report_for,
    roster_of,
    round_for,
    rounds_for,
    standings,
    steps_of,
)
from frontend.shell.answers import SeeOther
from frontend.territory.survey_village import village_context

PAGE = 20


@dataclass(frozen=True)
class Powers:
    """What the reader may do with a report now."""

    hand_in: bool
    sign: bool
    send_back: bool
    own_hand: bool  # handed in by the reader: another must sign


@login_required
@never_cache
@require_safe
def show_rounds(request: HttpRequest) -> HttpResponse:
    """``?page=2``: the rounds of the territory, the newest first."""
    page = Paginator(rounds_for(request.user), PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "page": page,
        "rows": [(one, _days(one.villages_due, today)) for one in page],
        "may_open": may(request.user, Permission.ROUND_HOLD),
    }
    return render(request, "territory/rounds.html", context)


@login_required
@never_cache
@require_safe
def show_round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The county sees its townships, a township its villages; who has one place only goes straight there."""
    of = round_for(request.user, round_id)
    mine = list(own_reports(request.user, of))
    townships = [one for one in mine if one.rung == Rung.TOWNSHIP]
    if len(mine) == 1 or len(townships) == 1:
        return SeeOther(reverse("territory:round_place", args=[of.id, (townships or mine)[0].region_id]))
    shown = townships or mine
    found = standings(of, shown, within=of.region_id if townships else _common(shown))
    context = {**_about(of), **_table(found), "steps": steps_of(of), "leads": _leads(request.user, of), "down": True}
    return render(request, "territory/round.html", context)


@login_required
@never_cache
@require_safe
def show_place(request: HttpRequest, round_id: UUID, place: str) -> HttpResponse:
    """A township with its villages, or a village with the elders still to see."""
    report = report_for(request.user, round_id, place)
    of = report.round
    context: dict[str, Any] = {
        **_about(of),
        "report": report,
        "overdue": Standing(report).overdue(timezone.localdate()) and of.state == RoundState.OPEN,
        "can": _powers(request.user, report),
        "steps": steps_of(of, report),
    }
    if report.rung == Rung.VILLAGE:
        context |= village_context(request, report)
        context["back"] = _back(request, of, report)
        return render(request, "territory/round_village.html", context)
    villages = Report.objects.filter(round=of, rung=Rung.VILLAGE, region__code__startswith=place)
    rows = list(villages.select_related("round", "region", "submitted_by__person").order_by("region"))
    own, *found = standings(of, [report, *rows], within=place)
    context |= {**_table(found), "own": own, "roster": roster_of(report)}
    context["all_signed"] = all(one.report.state == ReportState.SIGNED for one in found)
    return render(request, "territory/round_township.html", context)


@login_required
@never_cache
@require_POST
def hand_in(request: HttpRequest, round_id: UUID, place: str) -> HttpResponse:
    """Hand in for the village or the township."""
    submit_report(by=request.user, at=timezone.now(), round_id=round_id, place=place)
    messages.success(request, _("Handed in. Whoever signs has been told."))
    return _to(round_id, place)


@login_required
@never_cache
@require_POST
def sign(request: HttpRequest, round_id: UUID, place: str) -> HttpResponse:
    """Sign what somebody else handed in."""
    sign_report(by=request.user, at=timezone.now(), round_id=round_id, place=place)
    messages.success(request, _("Signed."))
    return _to(round_id, place)


@login_required
@never_cache
@require_POST
def send_back(request: HttpRequest, round_id: UUID, place: str) -> HttpResponse:
    """``reason=…``: open it again."""
    reason = request.POST.get("reason", "")
    return_report(by=request.user, at=timezone.now(), round_id=round_id, place=place, reason=reason)
    messages.success(request, _("Sent back, with your words."))
    return _to(round_id, place)


def _about(of: Round) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "of": of,
        "today": today,
        "under_way": of.state == RoundState.OPEN,
        "asked_groups": [group.label for group in Group if group in of.groups],
        "days": _days(of.villages_due, today),
    }


def _table(found: list[Standing]) -> dict[str, Any]:
    """The places with their bars, those overdue first on a list of their own."""
    today = timezone.localdate()
    late = [one for one in found if one.overdue(today) and one.report.round.state == RoundState.OPEN]
    asked, seen = sum(one.asked for one in found), sum(one.seen for one in found)
    return {
        "rows": [(one, one in late) for one in found],
        "late": late,
        "asked": asked,
        "seen": seen,
        "left": asked - seen,
        "percent": seen * 100 // asked if asked else 100,
        "handed_in": sum(not one.report.waits for one in found),
        "signed": sum(one.report.state == ReportState.SIGNED for one in found),
        "to_sign": [one for one in found if one.report.state == ReportState.SUBMITTED],
    }


def _powers(user: Any, report: Report) -> Powers:
    if report.round.state != RoundState.OPEN:
        return Powers(False, False, False, False)
    rung, own = Rung(report.rung), report.submitted_by_id == user.id
    signs = may(user, SIGNS[rung], region_code=signing_place(report))
    return Powers(
        hand_in=report.waits and may(user, HANDS_IN[rung], region_code=report.region_id),
        sign=signs and report.state == ReportState.SUBMITTED and not own,
        send_back=signs and not report.waits,
        own_hand=signs and report.state == ReportState.SUBMITTED and own,
    )


def _leads(user: Any, of: Round) -> bool:
    return of.state == RoundState.OPEN and may(user, Permission.ROUND_HOLD, region_code=of.region_id)


def _days(due: date, today: date) -> int:
    return (due - today).days


def _common(reports: list[Report]) -> str:
    """The longest code all of them begin with."""
    codes = sorted(one.region_id for one in reports) or [""]
    same = [a for a, b in zip(codes[0], codes[-1], strict=False) if a == b]
    return codes[0][: len(same)]


def _back(request: HttpRequest, of: Round, report: Report) -> str:
    """One step up: the township for those who sign there, else the rounds."""
    if may(request.user, Permission.ROUND_SIGN, region_code=signing_place(report)):
        return reverse("territory:round_place", args=[of.id, signing_place(report)])
    return reverse("territory:rounds")


def _to(round_id: UUID, place: str) -> HttpResponse:
    return SeeOther(reverse("territory:round_place", args=[round_id, place]))
