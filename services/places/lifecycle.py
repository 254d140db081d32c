"""What becomes of a stay, and the only function that moves it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from services.places.enums import StayStatus as S
from services.places.models import Stay


@dataclass(frozen=True)
class Move:
    """From which states, to which one."""

    sources: frozenset[str]
    target: str


STAY_MOVES: dict[str, Move] = {
    "come": Move(frozenset({S.BOOKED, S.MISSED}), S.CAME),
    "miss": Move(frozenset({S.BOOKED}), S.MISSED),
    "cancel": Move(frozenset({S.BOOKED}), S.CANCELLED),
    "take_back": Move(frozenset({S.CAME}), S.CANCELLED),
}


class StayChanged(Refusal):
    code = "stay_changed"
    sentence = _("This has changed in the meantime: it is now “%(status)s”.")


def advance_stay(stay: Stay, move: str, **changes: Any) -> Stay:
    """Move the stay along the table by compare-and-set, writing ``changes`` with it; else StayChanged."""
    step = STAY_MOVES[move]
    if Stay.objects.filter(id=stay.id, status__in=step.sources).update(status=step.target, **changes) != 1:
        stay.refresh_from_db(fields=["status"])
        raise StayChanged(status=stay.get_status_display())
    for name, value in {"status": step.target, **changes}.items():
        setattr(stay, name, value)
    return stay
