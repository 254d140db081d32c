"""What a “yes, it was done” will book, said before it is said. The same arithmetic as the booking itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.policies.queries import applied
from accounts.policies.rules import EARN_DAILY_CAP, EARN_OVERRUN
from services.orders.enums import AssignmentStatus
from services.orders.matching import credited_minutes
from services.orders.models import Assignment, Order
from timebank.ledger.queries import earned_between


@dataclass(frozen=True)
class Booking:
    """Minutes ``worked`` by everybody, and those that leave the passbook; ``about`` when a limit may lower them."""

    worked: int
    costs: int
    about: bool


def booking_of(order: Order, *, available: int) -> Booking:
    """For a served order with lines and seats fetched. ``available`` minutes besides what is held for it."""
    seats = [seat for seat in order.assignments.all() if seat.status == AssignmentStatus.CHECKED_OUT]
    parts = [_seat(order, seat) for seat in seats]
    costs = sum(minutes for minutes, _about in parts)
    return Booking(
        worked=sum(seat.minutes_worked or 0 for seat in seats),
        costs=costs,
        about=any(about for _minutes, about in parts) or costs > available + order.planned_minutes,
    )


def _seat(order: Order, seat: Assignment) -> tuple[int, bool]:
    """Minutes for one seat, and whether the limit of a day might still lower them."""
    assert seat.checked_in_at is not None
    day = timezone.localdate(seat.checked_in_at)
    overrun, cap = (applied(rule, region_code=order.village_code, on=day) for rule in (EARN_OVERRUN, EARN_DAILY_CAP))
    total, earning = _shares(order)
    planned = max(int((order.ends_at - order.starts_at).total_seconds()) // 60, total // 100)
    minutes = credited_minutes(
        worked=seat.minutes_worked or 0, planned=planned, overrun_percent=overrun.value, earning=earning, total=total
    )
    if not minutes or seat.person_id is None:
        return minutes, False
    midnight = timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
    before = earned_between(seat.person_id, midnight, midnight + timedelta(days=1))
    return minutes, before + minutes > cap.value


def _shares(order: Order) -> tuple[int, int]:
    """Minutes of all lines, and of those that earn with their coefficients applied, both times 100."""
    lines: list[tuple[Any, int]] = [(line.version, line.quantity) for line in order.lines.all()]
    total = 100 * sum(version.typical_minutes * quantity for version, quantity in lines)
    earning = sum(
        version.typical_minutes * quantity * version.coefficient_percent
        for version, quantity in lines
        if version.price_minutes
    )
    return total, earning
