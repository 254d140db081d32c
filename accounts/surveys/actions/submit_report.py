"""Hand in: a village when everybody was seen or has a reason, a township when all its villages are signed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from accounts.refusals import Refusal
from accounts.surveys.actions.freeze_roster import freeze_roster
from accounts.surveys.asked import asked_in
from accounts.surveys.enums import Happened, ReportState, Rung
from accounts.surveys.lifecycle import advance_report, lock_report, note_step
from accounts.surveys.models import FrozenRoster, Report
from accounts.surveys.queries import still_to_see, unexcused

AT_ONCE = 300  # elders whose rows are frozen within the request
FREEZE_TASK = "accounts.surveys.freeze"


class StillToSee(Refusal):
    code = "round_still_to_see"
    sentence = _("%(n)s of the elders were not seen yet. See them, or say of each why not.")


class VillagesMissing(Refusal):
    code = "round_villages_missing"
    sentence = _("%(n)s villages are not signed yet.")


def submit_report(*, by: Any, at: datetime, round_id: UUID, place: str) -> Report:
    """Hand in for a village or a township; a township's roster is frozen with it, by a job when it is long.

    What is handed in is what will be signed: nothing moves between. Raises NotAllowed, NotFound, RoundOver,
    ReportMoved, StillToSee, VillagesMissing. ``by`` None is the house itself.
    """
    with transaction.atomic():
        report = lock_report(round_id, place, by=by, signing=False)
        asked, seen = _village(report) if report.rung == Rung.VILLAGE else _township(report)
        advance_report(
            report, "submit", submitted_at=at, submitted_by=by, signed_at=None, signed_by=None, asked=asked, seen=seen
        )
        note_step(Happened.SUBMITTED, by=by, at=at, of=report.round, report=report)
        if report.rung == Rung.TOWNSHIP:
            roster = FrozenRoster.objects.create(report=report, begun_at=at, rows_asked=asked)
            if asked > AT_ONCE:
                app.configure_task(name=FREEZE_TASK).defer(roster_id=str(roster.id))
            else:
                freeze_roster(at=at, roster_id=roster.id)
    return report


def _village(report: Report) -> tuple[int, int]:
    missing = unexcused(report.round, report.region_id).count()
    if missing:
        raise StillToSee(n=missing)
    asked = asked_in(report.round, report.region_id).count()
    return asked, asked - still_to_see(report.round, report.region_id).order_by().count()


def _township(report: Report) -> tuple[int, int]:
    villages = Report.objects.filter(round=report.round, rung=Rung.VILLAGE, region__code__startswith=report.region_id)
    missing = villages.exclude(state=ReportState.SIGNED).count()
    if missing:
        raise VillagesMissing(n=missing)
    sums = villages.aggregate(asked=Sum("asked", default=0), seen=Sum("seen", default=0))
    return sums["asked"], sums["seen"]
