"""What events of hand-overs say: to an organisation, and about an order to the elder's side."""

from datetime import datetime
from typing import Any

from accounts.journal.actions.emit import emit
from accounts.organisations.models import Organisation
from services.houses.models import Handover
from services.orders.actions.events import emit_order
from services.orders.models import Assignment


def tell_house(handover: Handover, house: Organisation, happened: str, *, at: datetime, by: Any, seats: int) -> None:
    """Emit ``services.handover.<happened>`` to those who run the organisation; the other one is named."""
    other = handover.taker if house.id == handover.giver_id else handover.giver
    emit(
        f"services.handover.{happened}",
        at=at,
        by=by,
        subject_kind="organisation",
        subject_id=house.id,
        region_code=house.region_id,
        detail={"handover": str(handover.id), "other": other.name, "seats": seats},
    )


def tell_elder(handover: Handover, seat: Assignment, happened: str, *, at: datetime, by: Any, before: str = "") -> None:
    """Emit ``services.order.<happened>``; whoever was named for it (``before``) hears that they need not go."""
    emit_order(
        seat.order,
        happened,
        at=at,
        by=by,
        assignment=str(seat.id),
        handover=str(handover.id),
        before=before,
    )
