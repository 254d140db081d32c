"""What a “yes, it was done” will book, said before it is said. The arithmetic is the booking's own."""

from dataclasses import dataclass

from services.orders.enums import AssignmentStatus
from services.orders.models import Order
from services.orders.queries.earnings import earnings_of


@dataclass(frozen=True)
class Booking:
    """Minutes ``worked`` by everybody, and those that leave the passbook; ``about`` when a limit may lower them."""

    worked: int
    costs: int
    about: bool


def booking_of(order: Order, *, available: int) -> Booking:
    """For a served order with lines and seats fetched. ``available`` minutes besides what is held for it."""
    seats = [seat for seat in order.assignments.all() if seat.status == AssignmentStatus.CHECKED_OUT]
    earned = [earnings_of(seat, order) for seat in seats]
    costs = sum(one.minutes for one in earned)
    return Booking(
        worked=sum(seat.minutes_worked or 0 for seat in seats),
        costs=costs,
        about=any(one.within_the_day < one.minutes for one in earned) or costs > available + order.planned_minutes,
    )
