"""Remind those whose reports are due soon or overdue."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions.emit import emit
from accounts.surveys.enums import Nudge
from accounts.surveys.models import Reminder, Report
from accounts.surveys.queries import DUE_SOON_DAYS, due_reports

WEEK_DAYS = 7


def remind(*, at: datetime) -> int:
    """Once before the day, once the day after it, and then every week; returns how many went out. Idempotent.

    A day on which the job did not run is made up for: what counts is which reminder should be out by now.
    """
    today = timezone.localdate(at)
    sent = 0
    for report in due_reports(today).iterator():
        should = _should(report, today)
        if should is not None:
            sent += _send(report, *should, at=at)
    return sent


def _should(report: Report, today: date) -> tuple[Nudge, date] | None:
    """The latest reminder that should be out by now, and the day it was for."""
    due = report.due_on
    late = (today - due).days
    if late > 0:
        return Nudge.OVERDUE, due + timedelta(days=1 + (late - 1) // WEEK_DAYS * WEEK_DAYS)
    if late >= -DUE_SOON_DAYS:
        return Nudge.SOON, due - timedelta(days=DUE_SOON_DAYS)
    return None


def _send(report: Report, nudge: Nudge, on: date, *, at: datetime) -> int:
    with transaction.atomic():
        _reminder, new = Reminder.objects.get_or_create(report=report, nudge=nudge, on=on)
        if new:
            emit(
                f"accounts.round.{nudge.lower()}",
                at=at,
                by=None,
                subject_kind="report",
                subject_id=report.id,
                region_code=report.region_id,
                detail={"round": str(report.round_id)},
            )
    return int(new)
