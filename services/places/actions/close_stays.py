"""Days that are over: whoever was expected and is not ticked did not come."""

from datetime import datetime

from services.places.actions.staying import today_of
from services.places.enums import StayStatus
from services.places.models import Stay


def close_stays(*, at: datetime) -> int:
    """Write it down for every day before today; how many. One statement, idempotent."""
    rows = Stay.objects.filter(on__lt=today_of(at), status=StayStatus.BOOKED)
    return rows.update(status=StayStatus.MISSED, closed_at=at)
