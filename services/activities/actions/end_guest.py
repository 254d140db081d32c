"""A guest calls off, or was written down by mistake."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.refusals import Invalid, NotFound
from services.activities.actions.running import lock_guest, tell_guest
from services.activities.lifecycle import advance_guest
from services.activities.models import Guest
from services.activities.queries.calendar import runs

HAPPENED = {"cancel": "called_off", "take_back": "taken_back"}


def end_guest(*, by: Any, at: datetime, guest_id: UUID, how: str = "cancel") -> Guest:
    """``cancel`` by the elder's side or whoever runs it; ``take_back`` by the latter alone.

    Raises NotFound, ActivityChanged.
    """
    if how not in HAPPENED:
        raise Invalid(field="how")
    with transaction.atomic():
        guest = lock_guest(guest_id)
        if by is not None and not runs(by, guest.activity):
            elder_for(by, guest.elder_id, power=Power.ORDER, on=timezone.localdate(at))
            if how != "cancel":
                raise NotFound
        changes: dict[str, Any] = {"proof": "", "liked": None} if how == "take_back" else {}
        advance_guest(guest, how, closed_at=at, closed_by=by, **changes)
        tell_guest(guest, HAPPENED[how], at=at, by=by)
    return guest
