"""Sign what was handed in; the last township's signature finishes the round."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from accounts.surveys.enums import Happened, ReportState, RoundState, Rung
from accounts.surveys.lifecycle import advance_report, lock_report, note_step
from accounts.surveys.models import Report, Round
from accounts.surveys.queries import frozen


class AnotherMustSign(Refusal):
    code = "round_another_must_sign"
    sentence = _("You handed this in yourself. Somebody else signs.")
    status = 403


class NotFrozenYet(Refusal):
    code = "round_not_frozen_yet"
    sentence = _("The roster is still being frozen. Look again in a minute.")


def sign_report(*, by: Any, at: datetime, round_id: UUID, place: str) -> Report:
    """Sign for a village at its township, for a township at the county.

    Raises NotAllowed, NotFound, RoundOver, ReportMoved, AnotherMustSign, NotFrozenYet. ``by`` None is the house.
    """
    with transaction.atomic():
        report = lock_report(round_id, place, by=by, signing=True)
        if report.state == ReportState.SUBMITTED:
            if by is not None and by.id == report.submitted_by_id:
                raise AnotherMustSign
            if report.rung == Rung.TOWNSHIP and not frozen(report):
                raise NotFrozenYet
        advance_report(report, "sign", signed_at=at, signed_by=by)
        note_step(Happened.SIGNED, by=by, at=at, of=report.round, report=report)
        townships = Report.objects.filter(round=report.round, rung=Rung.TOWNSHIP)
        if report.rung == Rung.TOWNSHIP and not townships.exclude(state=ReportState.SIGNED).exists():
            Round.objects.filter(id=report.round_id).update(state=RoundState.CLOSED, ended_at=at)
            note_step(Happened.CLOSED, by=by, at=at, of=report.round)
    return report
