"""Take the whole draft of a day back."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from services.dispatch.actions.drafting import Columns, lock_plan, record
from services.dispatch.enums import ChangeKind
from services.dispatch.models import Change, Placement
from services.dispatch.queries.day import board_of


def discard_plan(*, by: Any, at: datetime, organisation_id: UUID, day: date) -> Change | None:
    """Leave the day as people know it: everything that would change somebody's day goes, pins where nothing changes
    stay. It can be undone. Nothing to take back: None. Raises NotAllowed.
    """
    demand(by, Permission.ORDER_DISPATCH, organisation_id=organisation_id)
    with transaction.atomic():
        plan = lock_plan(organisation_id, day)
        board = board_of(organisation_id, day, at=at)
        keys = set(Placement.objects.filter(plan=plan).values_list("seat_id", flat=True))
        stay = {seat.id for seat in board.seats.values() if seat.placement is not None and not seat.changed}
        wanted: dict[UUID, Columns] = dict.fromkeys(keys - stay)
        return record(plan, ChangeKind.DISCARD, wanted, by=by, at=at)
