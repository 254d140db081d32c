"""Keep a seat where it is, whatever the computer proposes; or let it go again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import NotFound, Refusal
from services.dispatch.actions.drafting import columns, day_of_seat, lock_plan, record
from services.dispatch.enums import ChangeKind
from services.dispatch.models import Change
from services.dispatch.queries.day import board_of
from services.orders.lifecycle import StateChanged


class NobodyToPin(Refusal):
    code = "nobody_to_pin"
    sentence = _("Nobody goes there yet. Say who goes, then pin it.")


def pin_placement(*, by: Any, at: datetime, seat_id: UUID, pinned: bool) -> Change | None:
    """Pin or unpin whom the draft sends to a seat. Already so: None.

    Raises NotAllowed, NotFound, StateChanged once somebody has begun, NobodyToPin.
    """
    with transaction.atomic():
        organisation_id, day = day_of_seat(seat_id, by=by)
        plan = lock_plan(organisation_id, day)
        seat = board_of(organisation_id, day, at=at).seats.get(seat_id)
        if seat is None:
            raise NotFound
        if not seat.movable:
            raise StateChanged(status=seat.row.get_status_display())
        if seat.pinned == pinned:
            return None
        if seat.person_id is None:
            raise NobodyToPin
        plain = not pinned and not seat.changed  # nothing is left that the draft would say
        by_hand = pinned or seat.placement is None or seat.placement.by_hand
        wanted = None if plain else columns(seat, seat.person_id, pinned=pinned, by_hand=by_hand, by=by, at=at)
        return record(plan, ChangeKind.PIN, {seat.id: wanted}, by=by, at=at)
