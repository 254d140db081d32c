"""Who forgot to check out says when they left; somebody rings and asks all the same."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, NotFound
from services.orders.actions.check_out import worked_until
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.enums import OrderStatus
from services.orders.lifecycle import StateChanged
from services.orders.models import Assignment


class ImpossibleTime(Invalid):
    code = "impossible_time"
    sentence = _("You left after you came, and before now.")


def say_when_left(*, by: Any, at: datetime, assignment_id: UUID, left_at: datetime) -> Assignment:
    """Put the time one left in place of the house's guess, while nothing is booked. The proof stays without weight.

    Raises NotFound for anybody else, ImpossibleTime, StateChanged once it is confirmed or was never forgotten.
    """
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        if by.person_id is None or assignment.person_id != by.person_id:
            raise NotFound
        if not assignment.left_by_house or order.status not in (OrderStatus.IN_SERVICE, OrderStatus.SERVED):
            raise StateChanged(status=assignment.get_status_display())
        if assignment.checked_in_at is None or not assignment.checked_in_at < left_at <= at:
            raise ImpossibleTime(field="left_at")
        changes = worked_until(assignment, order, ended_at=left_at, at=at)
        for field, value in changes.items():
            setattr(assignment, field, value)
        assignment.save(update_fields=list(changes))
        emit_order(order, "left_said", at=at, by=by, assignment=str(assignment.id), minutes=assignment.minutes_worked)
    return assignment
