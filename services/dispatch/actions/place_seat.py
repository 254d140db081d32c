"""Send somebody to a seat in the draft of the day, or nobody."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import NotFound
from services.dispatch.actions.drafting import PlacedMeanwhile, day_of_seat, lock_plan, record, wanted_of
from services.dispatch.enums import ChangeKind
from services.dispatch.models import Change
from services.dispatch.queries.day import board_of
from services.orders.actions.assign_member import NotAMember
from services.orders.actions.seating import NotEligible
from services.orders.lifecycle import StateChanged


def place_seat(*, by: Any, at: datetime, seat_id: UUID, person_id: UUID | None, was: UUID | None) -> Change | None:
    """Write into the draft whom a seat is to go to; ``was`` is whom the dispatcher saw there. Nobody is told yet.

    The same again changes nothing and gives None. Raises NotAllowed, NotFound, StateChanged once somebody has begun,
    PlacedMeanwhile, NotAMember, NotEligible (papers, kin, overlap within the draft…).
    """
    with transaction.atomic():
        organisation_id, day = day_of_seat(seat_id, by=by)
        plan = lock_plan(organisation_id, day)
        board = board_of(organisation_id, day, at=at)
        seat = board.seats.get(seat_id)
        if seat is None:
            raise NotFound
        if not seat.movable:
            raise StateChanged(status=seat.row.get_status_display())
        if seat.person_id == person_id and not seat.overtaken:
            return None
        if seat.person_id != was:
            raise PlacedMeanwhile
        if person_id is not None:
            if person_id not in board.members | board.absent:
                raise NotAMember(field="person")
            against = board.reasons(seat, person_id)
            if against:
                raise NotEligible(against[0])
        wanted = {seat.id: wanted_of(seat, person_id, by=by, at=at)}
        return record(plan, ChangeKind.PLACE, wanted, by=by, at=at)
