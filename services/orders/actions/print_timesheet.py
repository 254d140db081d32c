"""Print a timesheet: it is kept which services stand on it, so that what comes back can be compared."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.refusals import NotAllowed
from services.orders.models import Assignment, Timesheet
from services.orders.queries.timesheets import coming_seats


def print_timesheet(*, by: Any, at: datetime) -> tuple[Timesheet, list[Assignment]]:
    """A sheet of one's own claimed and running services, the next first, at most as many as fit on two pages.

    Their orders wait longer for it (paper.wait). Raises NotAllowed for a login without a person.
    """
    if by.person_id is None:
        raise NotAllowed
    with transaction.atomic():
        seats = list(coming_seats(by.person_id))
        sheet = Timesheet.objects.create(
            person_id=by.person_id,
            printed_at=at,
            printed_by=by,
            seats=[str(seat.id) for seat in seats],
        )
        Assignment.objects.filter(id__in=[seat.id for seat in seats]).update(timesheet=sheet)
    return sheet, seats
