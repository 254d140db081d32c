"""The organisation that offered work keeps it after all."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound
from services.houses.actions.answer_handover import lock_handover
from services.houses.actions.telling import tell_house
from services.houses.lifecycle import advance_handover
from services.houses.models import Handover


def withdraw_handover(*, by: Any, at: datetime, handover_id: UUID) -> Handover:
    """Take an offer back before it is answered. Raises NotAllowed, NotFound, StateChanged."""
    demand(by, Permission.ORGANISATION_RUN)
    giver_id = Handover.objects.filter(id=handover_id).values_list("giver_id", flat=True).first()
    if giver_id is None:
        raise NotFound
    demand(by, Permission.ORGANISATION_RUN, organisation_id=giver_id)
    with transaction.atomic():
        handover = lock_handover(handover_id)
        advance_handover(handover, "withdraw", decided_by=by, decided_at=at)
        tell_house(handover, handover.taker, "withdrawn", at=at, by=by, seats=handover.seats.count())
    return handover
