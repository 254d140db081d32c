"""What becomes of an activity and of a guest, and the only functions that move them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from services.activities.enums import ActivityStatus as A
from services.activities.enums import GuestStatus as G
from services.activities.models import Activity, Guest


@dataclass(frozen=True)
class Move:
    """From which states, to which one."""

    sources: frozenset[str]
    target: str


def _move(*sources: str, to: str) -> Move:
    return Move(frozenset(sources), to)


ACTIVITY_MOVES: dict[str, Move] = {
    "begin": _move(A.PLANNED, to=A.RUNNING),
    "close": _move(A.PLANNED, A.RUNNING, to=A.HELD),
    "call_off": _move(A.PLANNED, to=A.CANCELLED),
    "restore": _move(A.CANCELLED, to=A.PLANNED),
}
GUEST_MOVES: dict[str, Move] = {
    "come": _move(G.SIGNED, G.ABSENT, to=G.CAME),
    "miss": _move(G.SIGNED, to=G.ABSENT),
    "cancel": _move(G.SIGNED, to=G.CANCELLED),
    "take_back": _move(G.CAME, to=G.CANCELLED),
}


class ActivityChanged(Refusal):
    code = "activity_changed"
    sentence = _("This has changed in the meantime: it is now “%(status)s”.")


def advance_activity(activity: Activity, move: str, **changes: Any) -> Activity:
    """Move it along the table by compare-and-set, writing ``changes`` with it; else ActivityChanged."""
    return _advance(Activity, activity, ACTIVITY_MOVES[move], changes)


def advance_guest(guest: Guest, move: str, **changes: Any) -> Guest:
    """Move the guest along the table by compare-and-set, writing ``changes`` with it; else ActivityChanged."""
    return _advance(Guest, guest, GUEST_MOVES[move], changes)


def _advance(model: Any, row: Any, move: Move, changes: dict[str, Any]) -> Any:
    if model.objects.filter(id=row.id, status__in=move.sources).update(status=move.target, **changes) != 1:
        row.refresh_from_db(fields=["status"])
        raise ActivityChanged(status=row.get_status_display())
    for name, value in {"status": move.target, **changes}.items():
        setattr(row, name, value)
    return row
