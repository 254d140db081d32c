"""What becomes of a window and of an urging; ``docs/lifecycle.md`` is drawn from these tables."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from services.orders.lifecycle import Move, StateChanged
from services.visits.enums import UrgingState as U
from services.visits.enums import WindowState as W
from services.visits.models import Urging, Window


def _move(*sources: str, to: str) -> Move:
    return Move(frozenset(sources), to)


WINDOW_MOVES: dict[str, Move] = {
    "visit": _move(W.OPEN, W.MISSED, to=W.DONE),  # what was seen counts, however late it is written down
    "try": _move(W.OPEN, to=W.TRIED),
    "expire": _move(W.OPEN, to=W.MISSED),
    "drop": _move(W.OPEN, to=W.DROPPED),
}
URGING_MOVES: dict[str, Move] = {
    "answer": _move(U.OPEN, U.ANSWERED, to=U.ANSWERED),
    "close": _move(U.OPEN, U.ANSWERED, to=U.CLOSED),
}


def advance_windows(windows: QuerySet[Window], move: str, *, at: datetime, **changes: Any) -> int:
    """Move all of these windows that stand where the move begins; how many there were."""
    step = WINDOW_MOVES[move]
    rows = Window.objects.filter(id__in=windows.values("id"), state__in=step.sources)
    return rows.update(state=step.target, closed_at=at, **changes)


def advance_urging(urging: Urging, move: str, **changes: Any) -> Urging:
    """Move the urging along the table by compare-and-set, writing ``changes`` with it; else StateChanged."""
    step = URGING_MOVES[move]
    moved = Urging.objects.filter(id=urging.id, state__in=step.sources).update(state=step.target, **changes)
    if moved != 1:
        urging.refresh_from_db(fields=["state"])
        raise StateChanged(status=urging.get_state_display())
    for field, value in {"state": step.target, **changes}.items():
        setattr(urging, field, value)
    return urging
