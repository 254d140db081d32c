"""Take the name off a seat that the organisation holds."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.enums import AssignmentStatus
from services.orders.lifecycle import StateChanged
from services.orders.models import Assignment


def relieve_member(*, by: Any, at: datetime, assignment_id: UUID) -> Assignment:
    """Leave a seat with the organisation and with nobody's name on it; whoever was named hears that they need not go.

    Nobody named: nothing happens. Raises NotAllowed, NotFound, StateChanged from check-in on.
    """
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        if assignment.organisation_id is None:
            raise NotFound
        demand(by, Permission.ORDER_DISPATCH, organisation_id=assignment.organisation_id)
        if assignment.status != AssignmentStatus.CLAIMED:
            raise StateChanged(status=assignment.get_status_display())
        before = assignment.person_id
        if before is None:
            return assignment
        assignment.person_id = None
        assignment.save(update_fields=["person"])
        emit_order(order, "relieved", at=at, by=by, assignment=str(assignment.id), before=str(before))
    return assignment
