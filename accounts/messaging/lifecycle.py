"""How a delivery goes from one state to the next: by compare-and-set, so that two jobs never both do it."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from accounts.messaging.enums import OPEN, State, Weight
from accounts.messaging.models import Delivery

S = State
MOVES: dict[str, tuple[frozenset[str], State]] = {
    "send": (frozenset(OPEN), S.SENT),
    "hold": (frozenset({S.WAITING}), S.HELD),
    "resume": (frozenset({S.HELD}), S.WAITING),
    "retry": (frozenset({S.WAITING}), S.WAITING),
    "give_up": (frozenset(OPEN), S.FAILED),
    "find_untrue": (frozenset(OPEN), S.UNTRUE),
    "lose": (frozenset(OPEN), S.GONE),
    "spare": (frozenset(OPEN), S.SPARED),
}
LEASE = timedelta(minutes=2)  # longer than any carrier is waited for
# Waits between attempts, in seconds. An alarm is tried often and soon; the rest leaves a dead spot time to end.
WAITS = {
    Weight.URGENT: (10, 20, 40, 60, 120, 300, 600),
    Weight.IMPORTANT: (30, 120, 600, 1800, 3600),
    Weight.ORDINARY: (60, 600, 3600),
}


def advance_delivery(delivery: Delivery, move: str, *, at: datetime, **fields: Any) -> bool:
    """Make the move; False when the row is not, or no longer, where it begins."""
    begins, ends = MOVES[move]
    settled = None if ends in OPEN else at
    values = {"next_try_at": None, **fields, "state": ends, "settled_at": settled}
    moved = Delivery.objects.filter(id=delivery.id, state__in=begins).update(**values)
    if moved:
        for name, value in values.items():
            setattr(delivery, name, value)
    return bool(moved)


def lease_delivery(delivery: Delivery, *, at: datetime) -> bool:
    """Take it up for a while, counting the attempt: of two jobs at once one gets it."""
    free = Q(next_try_at__lte=at)
    taken = Delivery.objects.filter(free, id=delivery.id, state=State.WAITING).update(
        attempts=F("attempts") + 1, next_try_at=at + LEASE
    )
    if taken:
        delivery.attempts, delivery.next_try_at = delivery.attempts + 1, at + LEASE
    return bool(taken)


def wait_after(delivery: Delivery) -> timedelta | None:
    """How long to wait after the attempts there were; None when it was the last."""
    waits = WAITS[Weight(delivery.weight)]
    return timedelta(seconds=waits[delivery.attempts - 1]) if delivery.attempts <= len(waits) else None
