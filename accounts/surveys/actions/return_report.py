"""Send back what was handed in, with words: it is open again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from accounts.surveys.actions.extend_round import reason_of
from accounts.surveys.enums import Happened, ReportState, Rung
from accounts.surveys.ladder import TOWNSHIP_DIGITS
from accounts.surveys.lifecycle import advance_report, lock_report, note_step
from accounts.surveys.models import Report


class TownshipHandedIn(Refusal):
    code = "round_township_handed_in"
    sentence = _("The township has handed this in already. The county must send the township back first.")


def return_report(*, by: Any, at: datetime, round_id: UUID, place: str, reason: str) -> Report:
    """Reopen a village from its township, a township from the county. A frozen roster stays as it was, superseded.

    Raises NotAllowed, NotFound, RoundOver, ReportMoved, TownshipHandedIn, SayWhy. ``by`` None is the house itself.
    """
    with transaction.atomic():
        report = lock_report(round_id, place, by=by, signing=True)
        words = reason_of(reason)  # whoever may not is told so first
        if report.rung == Rung.VILLAGE:
            above = Report.objects.filter(
                round=report.round, rung=Rung.TOWNSHIP, region=report.region_id[:TOWNSHIP_DIGITS]
            )
            if above.filter(state__in=[ReportState.SUBMITTED, ReportState.SIGNED]).exists():
                raise TownshipHandedIn
        advance_report(report, "send_back", signed_at=None, signed_by=None)
        note_step(Happened.BACK, by=by, at=at, of=report.round, report=report, words=words)
    return report
