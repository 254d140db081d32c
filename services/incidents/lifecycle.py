"""The transition table of an incident, and the only function that moves it along.

``docs/lifecycle.md`` is drawn from the table (``manage.py draw_lifecycle``).
"""

from typing import Any

from services.incidents.enums import State
from services.incidents.models import Incident
from services.orders.lifecycle import Move, StateChanged

S = State
INCIDENT_MOVES: dict[str, Move] = {
    "acknowledge": Move(frozenset({S.REPORTED}), S.ACKNOWLEDGED),
    "take_over": Move(frozenset({S.REPORTED, S.ACKNOWLEDGED}), S.OWNED),
    "lose_owner": Move(frozenset({S.OWNED}), S.ACKNOWLEDGED),
    "write": Move(frozenset({S.ACKNOWLEDGED, S.OWNED}), S.CLOSING),
    "send_back_owned": Move(frozenset({S.CLOSING}), S.OWNED),
    "send_back_first": Move(frozenset({S.CLOSING}), S.ACKNOWLEDGED),
    "close": Move(frozenset({S.CLOSING}), S.CLOSED),
    "call_false": Move(frozenset({S.REPORTED, S.ACKNOWLEDGED, S.OWNED, S.CLOSING}), S.FALSE_ALARM),
    "put_together": Move(frozenset({S.REPORTED, S.ACKNOWLEDGED, S.OWNED}), S.DUPLICATE),
    "take_back": Move(frozenset({S.REPORTED}), S.TAKEN_BACK),
}


def advance_incident(incident: Incident, move: str, **changes: Any) -> Incident:
    """Move the incident along the table by compare-and-set, writing ``changes`` with it; else StateChanged."""
    step = INCIDENT_MOVES[move]
    moved = Incident.objects.filter(id=incident.id, state__in=step.sources).update(state=step.target, **changes)
    if moved != 1:
        incident.refresh_from_db(fields=["state"])
        raise StateChanged(status=incident.get_state_display())
    for field, value in {"state": step.target, **changes}.items():
        setattr(incident, field, value)
    return incident
