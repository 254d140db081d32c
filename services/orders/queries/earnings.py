"""What a finished seat has earned. The page that says it beforehand and the action that posts it ask here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.policies.queries import Applied, applied
from accounts.policies.rules import EARN_DAILY_CAP, EARN_OVERRUN, EARN_ROUNDING
from services.orders.matching import credited_minutes
from services.orders.models import Assignment, Order
from timebank.ledger.queries import earned_between


@dataclass(frozen=True)
class Earnings:
    """``minutes`` of one seat before the limit of the day, what that limit still leaves as ``room``, and the rules."""

    minutes: int
    room: int
    rules: tuple[Applied, ...]

    @property
    def within_the_day(self) -> int:
        """Minutes to post: no more than the day has room for, never negative."""
        return max(0, min(self.minutes, self.room))


def earnings_of(seat: Assignment, order: Order) -> Earnings:
    """What a checked-out seat of ``order`` earns by the rules of the day it ended, the day its posting belongs to.

    ``room`` counts what is posted by now: whoever posts locks the account first. Faster with ``lines__version``
    prefetched.
    """
    assert seat.person_id is not None
    assert seat.checked_out_at is not None
    day = timezone.localdate(seat.checked_out_at)
    rounding, overrun, cap = (
        applied(rule, region_code=order.village_code, on=day) for rule in (EARN_ROUNDING, EARN_OVERRUN, EARN_DAILY_CAP)
    )
    total, earning = _shares(order)
    minutes = credited_minutes(
        worked=seat.minutes_worked or 0,
        planned=_planned(order, typical=total // 100),
        overrun_percent=overrun.value,
        earning=earning,
        total=total,
    )
    midnight = timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
    room = cap.value - earned_between(seat.person_id, midnight, midnight + timedelta(days=1))
    return Earnings(minutes, room, (rounding, overrun, cap))


def _planned(order: Order, *, typical: int) -> int:
    window = int((order.ends_at - order.starts_at).total_seconds()) // 60
    return min(max(window, typical), 2 * typical)  # a wide window does not buy a long service


def _shares(order: Order) -> tuple[int, int]:
    """Minutes of all lines, and of those that earn with their coefficients applied, both times 100."""
    lines = [(line.version, line.quantity) for line in order.lines.all()]
    total = 100 * sum(version.typical_minutes * quantity for version, quantity in lines)
    earning = sum(
        version.typical_minutes * quantity * version.coefficient_percent
        for version, quantity in lines
        if version.price_minutes
    )
    return total, earning
