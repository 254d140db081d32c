"""A stay ends otherwise than by coming: called off, not come, or written down by mistake."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.refusals import Invalid, NotFound
from services.places.actions.staying import lock_stay, tell_stay, today_of
from services.places.lifecycle import advance_stay
from services.places.models import Stay
from services.places.queries.stays import minds

HAPPENED = {"cancel": "cancelled", "miss": "missed", "take_back": "taken_back"}


def end_stay(*, by: Any, at: datetime, stay_id: UUID, how: str) -> Stay:
    """``cancel`` by the elder's side or whoever minds the place; ``miss`` and ``take_back`` by the latter alone.

    Raises NotFound, StayChanged.
    """
    if how not in HAPPENED:
        raise Invalid(field="how")
    with transaction.atomic():
        stay = lock_stay(stay_id)
        today = today_of(at)
        if by is not None and not minds(by, stay.place, on=today):
            elder_for(by, stay.elder_id, power=Power.ORDER, on=today)
            if how != "cancel":
                raise NotFound
        changes = {"proof": ""} if how == "take_back" else {}
        advance_stay(stay, how, closed_at=at, closed_by=by, **changes)
        tell_stay(stay, HAPPENED[how], at=at, by=by)
    return stay
