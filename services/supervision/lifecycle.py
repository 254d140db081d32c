"""The transition tables of supervision, and the only function that moves a state along them.

``docs/lifecycle.md`` is drawn from the tables (``manage.py draw_lifecycle``).
"""

from collections.abc import Mapping
from typing import Any

from services.orders.lifecycle import Move, StateChanged
from services.supervision.enums import BulletinState, InspectionState, MatterState, TaskState
from services.supervision.models import Bulletin, Inspection, Matter, Task

B, T, N, M = BulletinState, TaskState, InspectionState, MatterState
BULLETIN_MOVES: dict[str, Move] = {
    "submit": Move(frozenset({B.DRAFT}), B.SUBMITTED),
    "send_back": Move(frozenset({B.SUBMITTED}), B.DRAFT),
    "publish": Move(frozenset({B.SUBMITTED}), B.PUBLISHED),
    "drop": Move(frozenset({B.DRAFT}), B.DROPPED),
}
TASK_MOVES: dict[str, Move] = {
    "finish": Move(frozenset({T.OPEN, T.RETURNED}), T.DONE),
    "accept": Move(frozenset({T.DONE}), T.ACCEPTED),
    "return": Move(frozenset({T.DONE}), T.RETURNED),
    "drop": Move(frozenset({T.OPEN, T.RETURNED}), T.DROPPED),
}
INSPECTION_MOVES: dict[str, Move] = {"close": Move(frozenset({N.OPEN}), N.CLOSED)}
MATTER_MOVES: dict[str, Move] = {
    "receive": Move(frozenset({M.RAISED}), M.RECEIVED),
    "answer": Move(frozenset({M.RAISED, M.RECEIVED}), M.ANSWERED),
}
TABLES: Mapping[Any, dict[str, Move]] = {
    Bulletin: BULLETIN_MOVES,
    Task: TASK_MOVES,
    Inspection: INSPECTION_MOVES,
    Matter: MATTER_MOVES,
}


def advance(row: Any, move: str, **changes: Any) -> None:
    """Move a row along the table of its kind by compare-and-set, writing ``changes`` with it; else StateChanged."""
    step = TABLES[type(row)][move]
    moved = type(row).objects.filter(id=row.id, state__in=step.sources).update(state=step.target, **changes)
    if moved != 1:
        row.refresh_from_db(fields=["state"])
        raise StateChanged(status=row.get_state_display())
    for field, value in {"state": step.target, **changes}.items():
        setattr(row, field, value)
