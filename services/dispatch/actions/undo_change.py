"""Take back the last thing that was done to the draft of a day."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Refusal
from services.dispatch.actions.drafting import lock_plan, write
from services.dispatch.models import Change
from services.orders.models import Assignment


class NothingToUndo(Refusal):
    code = "nothing_to_undo"
    sentence = _("There is nothing left to undo. What people were told stays.")


def undo_change(*, by: Any, at: datetime, organisation_id: UUID, day: date) -> Change:
    """Put every placement back that the last change touched, exactly as it was. Returns the change.

    Changes of before the last publishing stay: people know of them. Raises NotAllowed, NothingToUndo.
    """
    demand(by, Permission.ORDER_DISPATCH, organisation_id=organisation_id)
    with transaction.atomic():
        plan = lock_plan(organisation_id, day)
        last = Change.objects.filter(plan=plan, undone_at=None, told=False).order_by("-id").first()
        if last is None:
            raise NothingToUndo
        before = {UUID(key): one for key, one in last.before.items()}
        there = set(Assignment.objects.filter(id__in=list(before)).values_list("id", flat=True))
        write(plan, {key: one for key, one in before.items() if key in there})
        last.undone_at, last.undone_by = at, by
        last.save(update_fields=["undone_at", "undone_by"])
    return last
