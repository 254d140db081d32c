"""The transition tables of honours, and the only function that moves a state along them.

``docs/lifecycle.md`` is drawn from the tables (``manage.py draw_lifecycle``).
"""

from collections.abc import Mapping
from typing import Any

from services.honours.enums import RUNNING, CandidacyState, ObjectionState, RoundState
from services.honours.models import Candidacy, HonourRound, Objection
from services.orders.lifecycle import Move, StateChanged

R, C, J = RoundState, CandidacyState, ObjectionState
ROUND_MOVES: dict[str, Move] = {
    "publish": Move(frozenset({R.COLLECTING}), R.NOTICE),
    "decide": Move(frozenset({R.NOTICE}), R.DECIDED),
    "drop": Move(frozenset({R.COLLECTING, R.NOTICE}), R.DROPPED),
}
CANDIDACY_MOVES: dict[str, Move] = {
    "nominate": Move(frozenset({C.SUGGESTED}), C.NOMINATED),
    "shortlist": Move(frozenset({C.NOMINATED}), C.SHORTLISTED),
    "put_back": Move(frozenset({C.SHORTLISTED}), C.NOMINATED),
    "publish": Move(frozenset({C.SHORTLISTED}), C.PUBLIC),
    "honour": Move(frozenset({C.PUBLIC}), C.HONOURED),
    "pass_over": Move(frozenset(RUNNING), C.NOT_CHOSEN),
    "take_off": Move(frozenset(RUNNING), C.OUT),
    "withdraw": Move(frozenset(RUNNING), C.WITHDRAWN),
    "revoke": Move(frozenset({C.HONOURED}), C.REVOKED),
}
OBJECTION_MOVES: dict[str, Move] = {
    "uphold": Move(frozenset({J.OPEN}), J.UPHELD),
    "reject": Move(frozenset({J.OPEN}), J.REJECTED),
}
TABLES: Mapping[Any, dict[str, Move]] = {
    HonourRound: ROUND_MOVES,
    Candidacy: CANDIDACY_MOVES,
    Objection: OBJECTION_MOVES,
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
