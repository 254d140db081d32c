"""Who could go to a seat, the best first: pure, from a board and its ways."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.people.models import Person
from services.dispatch.board import Board, Seat
from services.dispatch.ways import Ways, reach
from services.orders.matching import Reason

FULL_DAY = 8 * 60  # minutes with elders, after which somebody else goes if there is anybody
ALIKE = 120  # minutes: whoever has so much less to do goes before somebody nearer


@dataclass(frozen=True)
class Fit:
    """Somebody who could go. ``metres`` from where they are before it; ``late`` minutes, there or at the next door;
    ``minutes`` they are with others that day; ``last`` is when they were with this elder before.
    """

    person: Person
    reasons: list[Reason]
    metres: int
    late: int
    last: datetime | None
    pair: bool
    minutes: int
    chosen: bool

    @property
    def can(self) -> bool:
        return not self.reasons

    @property
    def order(self) -> tuple[Any, ...]:
        """In time, not past a full day, paired, known; then whoever has clearly less to do, then the nearest."""
        full = self.minutes >= FULL_DAY
        known = not self.pair, self.last is None
        return (not self.can, self.late > 0, full, *known, self.minutes // ALIKE, self.metres, self.minutes)


def minutes_of(seats: Iterable[Seat]) -> int:
    """How long they are with elders that day."""
    return sum(int((seat.order.ends_at - seat.order.starts_at) / timedelta(minutes=1)) for seat in seats)


def fits_of(board: Board, ways: Ways, seat: Seat) -> list[Fit]:
    """Every member with what speaks against them, whoever fits best first."""
    elder = seat.order.elder_id
    found = []
    for key in board.members:
        metres, late = reach(board, ways, seat, key)
        found.append(
            Fit(
                person=board.people[key],
                reasons=board.reasons(seat, key),
                metres=metres,
                late=late,
                last=board.known.get(elder, {}).get(key),
                pair=key in board.pairs.get(elder, set()),
                minutes=minutes_of(one for one in board.of(key) if one.id != seat.id),
                chosen=key == seat.person_id,
            )
        )
    return sorted(found, key=lambda fit: fit.order)
