"""Record that somebody did not come, and who said so."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.refusals import Refusal
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.actions.seating import serve_if_done
from services.orders.enums import OrderStatus
from services.orders.lifecycle import advance_assignment, advance_order
from services.orders.models import Assignment


class NotYetDue(Refusal):
    code = "not_yet_due"
    sentence = _("It is not time yet. They may still be on the way.")


def report_no_show(*, by: Any, at: datetime, assignment_id: UUID) -> Assignment:
    """The elder's side says the volunteer did not come; the order opens again. Raises NotFound, NotYetDue."""
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        elder_for(by, order.elder_id, power=Power.CONFIRM, on=timezone.localdate(at))
        if at < order.starts_at:
            raise NotYetDue
        advance_assignment(assignment, "miss", ended_at=at, ended_by=by)
        if order.status == OrderStatus.CLAIMED:
            advance_order(order, "reopen")
        serve_if_done(order, at=at)
        emit_order(order, "missed", at=at, by=by, assignment=str(assignment.id))
    return assignment
