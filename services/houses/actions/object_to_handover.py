"""The elder's side would rather keep the organisation that had promised to come."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.people.models import Person
from accounts.refusals import NotFound, Refusal
from services.houses.actions.answer_handover import lock_handover
from services.houses.actions.telling import tell_elder, tell_house
from services.houses.enums import HandoverStatus
from services.houses.models import HandoverSeat
from services.orders.actions.lock import lock_assignment
from services.orders.enums import AssignmentStatus


class TooLateToObject(Refusal):
    code = "too_late_to_object"
    sentence = _("It has begun, or was settled otherwise. Please call whoever comes.")


def object_to_handover(*, by: Any, at: datetime, row_id: UUID) -> HandoverSeat:
    """Let one seat stay with, or go back to, the organisation that offered it; both are told.

    By the elder or whoever may order for them, until somebody has begun. Said already: nothing happens.
    Raises NotFound, TooLateToObject.
    """
    row = HandoverSeat.objects.filter(id=row_id).select_related("assignment__order").first()
    if row is None:
        raise NotFound
    elder_for(by, row.assignment.order.elder_id, power=Power.ORDER, on=timezone.localdate(at))
    with transaction.atomic():
        if row.assignment.person_id is not None:
            list(Person.objects.select_for_update(no_key=True).filter(id=row.assignment.person_id))
        seat, order = lock_assignment(row.assignment_id)
        handover = lock_handover(row.handover_id)
        row = HandoverSeat.objects.get(id=row_id)
        if row.objected_at is not None:
            return row
        over = row.moved_at is not None
        here = seat.organisation_id == (handover.taker_id if over else handover.giver_id)
        waits = handover.status == HandoverStatus.OFFERED or over
        if not waits or not here or seat.status != AssignmentStatus.CLAIMED or order.starts_at <= at:
            raise TooLateToObject
        before = ""
        if over:
            before = str(seat.person_id or "")
            seat.organisation, seat.person = handover.giver, None
            seat.save(update_fields=["organisation", "person"])
        row.objected_at, row.objected_by, row.open = at, by, False
        row.save(update_fields=["objected_at", "objected_by", "open"])
        tell_house(handover, handover.taker, "objected", at=at, by=by, seats=1)
        tell_elder(handover, seat, "handover_objected", at=at, by=by, before=before)
    return row
