"""How an offered hand-over goes from one state to the next; ``docs/lifecycle.md`` is drawn from this table."""

from typing import Any

from services.houses.enums import HandoverStatus as S
from services.houses.models import Handover, HandoverSeat
from services.orders.lifecycle import Move, StateChanged

HANDOVER_MOVES: dict[str, Move] = {
    "accept": Move(frozenset({S.OFFERED}), S.ACCEPTED),
    "refuse": Move(frozenset({S.OFFERED}), S.REFUSED),
    "withdraw": Move(frozenset({S.OFFERED}), S.WITHDRAWN),
}


def advance_handover(handover: Handover, move: str, **changes: Any) -> Handover:
    """Move it along the table by compare-and-set, writing ``changes`` with it; else StateChanged. Its seats are free
    to be offered again.
    """
    step = HANDOVER_MOVES[move]
    rows = Handover.objects.filter(id=handover.id, status__in=step.sources)
    if not rows.update(status=step.target, **changes):
        handover.refresh_from_db(fields=["status"])
        raise StateChanged(status=handover.get_status_display())
    for name, value in {"status": step.target, **changes}.items():
        setattr(handover, name, value)
    HandoverSeat.objects.filter(handover=handover).update(open=False)
    return handover
