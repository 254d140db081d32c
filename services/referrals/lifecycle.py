"""The transition table of a referral, and the only function that moves it along.

``docs/lifecycle.md`` is drawn from the table (``manage.py draw_lifecycle``).
"""

from typing import Any

from services.orders.lifecycle import Move, StateChanged
from services.referrals.enums import OPEN, State
from services.referrals.models import Referral

S = State
REFERRAL_MOVES: dict[str, Move] = {
    "receive": Move(frozenset({S.SENT}), S.RECEIVED),
    "take": Move(frozenset({S.SENT, S.RECEIVED}), S.IN_HAND),
    "grant": Move(frozenset(OPEN), S.GRANTED),
    "refuse": Move(frozenset(OPEN), S.REFUSED),
    "pass_on": Move(frozenset(OPEN), S.SENT),  # the same row, another office
    "object": Move(frozenset({S.REFUSED}), S.SENT),
    "withdraw": Move(frozenset(OPEN), S.WITHDRAWN),
}


def advance_referral(referral: Referral, move: str, **changes: Any) -> Referral:
    """Move the referral along the table by compare-and-set, writing ``changes`` with it; else StateChanged."""
    step = REFERRAL_MOVES[move]
    written = {"state": step.target, "is_open": True if step.target in OPEN else None, **changes}
    if Referral.objects.filter(id=referral.id, state__in=step.sources).update(**written) != 1:
        referral.refresh_from_db(fields=["state"])
        raise StateChanged(status=referral.get_state_display())
    for field, value in written.items():
        setattr(referral, field, value)
    return referral
