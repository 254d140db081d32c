"""What is remarkable about the hours of a service. Pure: rows in, remarks out; no database, no clock."""

from datetime import timedelta
from uuid import UUID

from services.houses.enums import HoursStatus, Remark
from services.houses.models import HoursReview
from services.orders.enums import STRONG_EVIDENCE, OrderStatus
from services.orders.models import Assignment


def planned_minutes(seat: Assignment) -> int:
    """How long it was to last."""
    return int((seat.order.ends_at - seat.order.starts_at) / timedelta(minutes=1))


def remarks_on(
    seat: Assignment, review: HoursReview | None, *, over_percent: int, reader: UUID | None = None
) -> list[Remark]:
    """Why somebody should look, gravest first; empty: nothing is remarkable.

    Longer than planned is more than ``over_percent`` of it; ``reader`` is who would approve.
    """
    worked, planned = seat.minutes_worked or 0, planned_minutes(seat)
    checks = (
        (seat.order.status in (OrderStatus.DISPUTED, OrderStatus.VOIDED), Remark.DISPUTED),
        (seat.left_by_house, Remark.FORGOTTEN),
        (seat.doubtful, Remark.DOUBTFUL),
        (worked * 100 > planned * over_percent, Remark.OVER),
        (worked * 2 < planned, Remark.SHORT),
        (seat.confidence < STRONG_EVIDENCE, Remark.WEAK),
        (review is not None and review.status == HoursStatus.APPROVED and review.minutes != worked, Remark.CHANGED),
        (reader is not None and seat.person_id == reader, Remark.OWN),
    )
    return [remark for found, remark in checks if found]


def stands(seat: Assignment, review: HoursReview | None) -> bool:
    """True when the hours as they are now were approved."""
    return review is not None and review.status == HoursStatus.APPROVED and review.minutes == (seat.minutes_worked or 0)
