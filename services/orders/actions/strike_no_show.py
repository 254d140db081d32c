"""It was wrong that somebody did not come: it no longer counts, and stays to be read."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.refusals import NotFound
from services.orders.actions.correcting import OwnRecord
from services.orders.actions.dispute_order import ReasonMissing
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.lifecycle import StateChanged, advance_assignment
from services.orders.models import NoShow


def strike_no_show(*, by: Any, at: datetime, assignment_id: UUID, reason: str) -> NoShow:
    """Strike it, with a reason; the seat then reads as given back.

    For whoever said it, and for township or county. Raises NotFound, NotAllowed, OwnRecord, ReasonMissing,
    StateChanged.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        missed = NoShow.objects.select_for_update(of=("self",)).filter(assignment=assignment).first()
        if missed is None:
            raise NotFound
        if missed.said_by_id != by.id:
            if not may(by, Permission.TERRITORY_VIEW, region_code=order.village_code):
                raise NotFound
            demand(by, Permission.VOLUNTEER_VERIFY, region_code=order.village_code)
        if by.person_id is not None and by.person_id == assignment.person_id:
            raise OwnRecord
        if missed.struck_at is not None:
            raise StateChanged(status=assignment.get_status_display())
        advance_assignment(assignment, "strike", ended_late=False)
        missed.struck_by, missed.struck_at, missed.struck_because = by, at, reason.strip()[:300]
        missed.save(update_fields=["struck_by", "struck_at", "struck_because"])
        emit_order(order, "missed_struck", at=at, by=by, assignment=str(assignment.id), words=reason.strip()[:300])
    return missed
