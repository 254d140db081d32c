"""Type in one line of a timesheet that came back: the same two actions as on a phone, marked as paper."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.policies.occurred import Occurred
from accounts.policies.queries import applied
from accounts.policies.rules import PAPER_WAIT
from accounts.refusals import Invalid, NotFound, Refusal
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.enums import AssignmentStatus, EvidenceKind
from services.orders.models import Assignment
from services.orders.queries.timesheets import timesheet_for

LONGEST = timedelta(hours=24)


class TimeAlreadyThere(Refusal):
    """A phone told of this service, or somebody typed the line in before."""

    code = "time_already_there"
    sentence = _("The times of this service are written down already.")


class BadSheetTimes(Invalid):
    code = "bad_sheet_times"
    sentence = _("Enter when they came and when they left: one after the other, within a day, and not in the future.")


def enter_timesheet(
    *,
    by: Any,
    at: datetime,
    sheet_id: UUID,
    assignment_id: UUID,
    came_at: datetime,
    left_at: datetime,
    code: str = "",
) -> Assignment:
    """Enter when they came and left, with the elder's four digits if the elder wrote them (else somebody rings).

    Where a phone has told of the start already, only the end is taken from the paper. A line entered twice, or cut off
    between the two, is safe to send again. Raises NotFound (not on this sheet, or foreign), TimeAlreadyThere,
    BadSheetTimes, and what ``check_in`` and ``check_out`` raise.
    """
    _sheet, rows = timesheet_for(by, sheet_id)
    row = next((row for row in rows if row.seat.id == assignment_id), None)
    if row is None:
        raise NotFound
    if not row.open:
        raise TimeAlreadyThere
    started = row.seat.checked_in_at
    if not timedelta() < left_at - (started or came_at) <= LONGEST or left_at > at:
        raise BadSheetTimes(field="left_at")
    wait = applied(PAPER_WAIT, region_code=row.seat.order.village_code, on=timezone.localdate(at)).value
    late = at - left_at > timedelta(days=wait)
    if row.seat.status == AssignmentStatus.CLAIMED:
        check_in(
            by=by,
            at=at,
            assignment_id=assignment_id,
            method=EvidenceKind.CODE if code.strip() else EvidenceKind.NONE,
            code=code,
            occurred=Occurred(came_at, came_at, late),
            on_paper=True,
        )
    return check_out(
        by=by, at=at, assignment_id=assignment_id, occurred=Occurred(left_at, left_at, late), on_paper=True
    )
