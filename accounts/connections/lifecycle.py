"""How a call goes from one state to the next: by compare-and-set, so that two jobs never both do it."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from accounts.connections.enums import CallState
from accounts.connections.models import WebhookCall

S = CallState
MOVES: dict[str, tuple[frozenset[str], CallState]] = {
    "send": (frozenset({S.WAITING}), S.SENT),
    "retry": (frozenset({S.WAITING}), S.WAITING),
    "give_up": (frozenset({S.WAITING}), S.FAILED),
    "drop": (frozenset({S.WAITING}), S.DROPPED),
    "resend": (frozenset({S.SENT, S.FAILED}), S.WAITING),
}
LEASE = timedelta(minutes=2)  # longer than any program is waited for
# Waits after each attempt, as Standard Webhooks proposes: three days in all, so that a weekend's outage loses nothing.
WAITS = tuple(timedelta(seconds=one) for one in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400))


def advance_call(call: WebhookCall, move: str, *, at: datetime, **fields: Any) -> bool:
    """Make the move; False when the row is not, or no longer, where it begins."""
    begins, ends = MOVES[move]
    values = {"next_try_at": None, **fields, "state": ends, "settled_at": None if ends == S.WAITING else at}
    moved = WebhookCall.objects.filter(id=call.id, state__in=begins).update(**values)
    if moved:
        for name, value in values.items():
            setattr(call, name, value)
    return bool(moved)


def lease_call(call: WebhookCall, *, at: datetime) -> bool:
    """Take it up for a while, counting the attempt: of two jobs at once one gets it."""
    free = WebhookCall.objects.filter(id=call.id, state=S.WAITING, next_try_at__lte=at, webhook__paused_at=None)
    taken = free.update(attempts=F("attempts") + 1, next_try_at=at + LEASE)
    if taken:
        call.attempts, call.next_try_at = call.attempts + 1, at + LEASE
    return bool(taken)


def wait_after(call: WebhookCall) -> timedelta | None:
    """How long to wait after the attempts there were; None when it was the last."""
    return WAITS[call.attempts - 1] if call.attempts <= len(WAITS) else None
