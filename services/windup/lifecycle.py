"""The transition table of a county that ends; ``docs/lifecycle.md`` is drawn from it."""

from typing import Any

from accounts.regions.enums import EndingState as S
from accounts.regions.models import Ending
from services.orders.lifecycle import Move, StateChanged

ENDING_MOVES: dict[str, Move] = {
    "announce": Move(frozenset({S.PROPOSED}), S.ANNOUNCED),
    "stop": Move(frozenset({S.ANNOUNCED}), S.STOPPED),
    "close": Move(frozenset({S.STOPPED}), S.CLOSED),
    "withdraw": Move(frozenset({S.PROPOSED, S.ANNOUNCED, S.STOPPED}), S.WITHDRAWN),
}


def advance_ending(ending: Ending, move: str, **changes: Any) -> Ending:
    """Move it along the table by compare-and-set, writing ``changes`` with it; else StateChanged."""
    step = ENDING_MOVES[move]
    rows = Ending.objects.filter(id=ending.id, state__in=step.sources)
    if rows.update(state=step.target, **changes) != 1:
        ending.refresh_from_db(fields=["state"])
        raise StateChanged(status=ending.get_state_display())
    for name, value in {"state": step.target, **changes}.items():
        setattr(ending, name, value)
    return ending
