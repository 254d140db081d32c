"""What a proxy spends for an elder besides orders. Meals live in a slice above: it says so here when it starts."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

Spent = Callable[[UUID, UUID, date], int]
ELSEWHERE: list[Spent] = []


def spent_elsewhere(person_id: UUID, elder_id: UUID, month: date) -> int:
    """Fen that a person has spent for an elder on days of a month (its first day), orders not counted."""
    return sum(spent(person_id, elder_id, month) for spent in ELSEWHERE)
