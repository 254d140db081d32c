"""A member will be away."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.actions.keeping import lock_member, tell
from accounts.organisations.enums import AbsenceKind
from accounts.organisations.models import Leave
from accounts.refusals import Invalid, Refusal

MOST_DAYS = 366


class BadLeave(Invalid):
    code = "bad_leave"
    sentence = _("The last day is today or later, not before the first, and within a year.")


class LeaveStands(Refusal):
    code = "leave_stands"
    sentence = _("Some of these days are written down already.")


def enter_leave(
    *, by: Any, at: datetime, member_id: UUID, first_on: date, last_on: date, kind: AbsenceKind | str
) -> Leave:
    """Write down that the member is away on these days, both included; nobody sends them then.

    By the member or whoever dispatches. What they were named for before stays until somebody else is named.
    Raises NotAllowed, NotFound, NotOneOfThem, BadLeave, LeaveStands.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        member = lock_member(by, member_id, on=today)
        if not first_on <= last_on or last_on < today or (last_on - first_on).days > MOST_DAYS:
            raise BadLeave(field="last_on")
        if (last_on - today).days > 2 * MOST_DAYS:
            raise BadLeave(field="last_on")
        try:
            with transaction.atomic():
                leave = Leave.objects.create(
                    member=member,
                    days=DateRange(first_on, last_on + timedelta(days=1)),
                    kind=AbsenceKind(kind),
                    entered_by=by,
                )
        except IntegrityError as error:
            if "leave_once_a_day" not in str(error):
                raise
            raise LeaveStands(field="first_on") from error
        tell(
            member.organisation,
            "leave_entered",
            at=at,
            by=by,
            person=str(member.person_id),
            first_on=str(first_on),
            last_on=str(last_on),
            kind=leave.kind,
        )
    return leave
