"""A member is there after all."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.keeping import lock_member, tell
from accounts.organisations.models import Leave
from accounts.refusals import NotFound, Refusal


class LeaveOver(Refusal):
    code = "leave_over"
    sentence = _("These days are over, or were taken back before.")


def cancel_leave(*, by: Any, at: datetime, leave_id: UUID) -> Leave:
    """Take an absence back that is not over. Raises NotAllowed, NotFound, NotOneOfThem, LeaveOver."""
    today = timezone.localdate(at)
    with transaction.atomic():
        found = Leave.objects.filter(id=leave_id).first()
        if found is None:
            demand(by, Permission.ORDER_DISPATCH)
            raise NotFound
        member = lock_member(by, found.member_id, on=today)
        leave = Leave.objects.select_for_update().get(id=leave_id)
        if leave.cancelled_at is not None or leave.days.upper <= today:
            raise LeaveOver
        leave.cancelled_at = at
        leave.save(update_fields=["cancelled_at"])
        tell(member.organisation, "leave_cancelled", at=at, by=by, person=str(member.person_id))
    return leave
