"""The transition tables, and the only function that moves a state along them.

``docs/lifecycle.md`` is drawn from these tables (``manage.py draw_lifecycle``).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from services.orders.enums import AssignmentStatus as A
from services.orders.enums import ContestStatus as K
from services.orders.enums import CorrectionStatus as C
from services.orders.enums import LineStatus as L
from services.orders.enums import OrderStatus as O
from services.orders.models import Assignment, Contest, CorrectionTicket, LinePlace, Order


@dataclass(frozen=True)
class Move:
    """From which states, to which one."""

    sources: frozenset[str]
    target: str


def _move(*sources: str, to: str) -> Move:
    return Move(frozenset(sources), to)


ORDER_MOVES: dict[str, Move] = {
    "open": _move(O.DRAFT, to=O.OPEN),
    "fill": _move(O.OPEN, to=O.CLAIMED),
    "reopen": _move(O.CLAIMED, to=O.OPEN),
    "start": _move(O.CLAIMED, O.OPEN, to=O.IN_SERVICE),
    "serve": _move(O.IN_SERVICE, to=O.SERVED),
    "confirm": _move(O.SERVED, to=O.CONFIRMED),
    "cancel": _move(O.DRAFT, O.OPEN, O.CLAIMED, to=O.CANCELLED),
    "expire": _move(O.OPEN, O.CLAIMED, to=O.EXPIRED),
    "dispute": _move(O.SERVED, to=O.DISPUTED),
    "uphold": _move(O.DISPUTED, to=O.CONFIRMED),
    "void": _move(O.DISPUTED, to=O.VOIDED),
}

ASSIGNMENT_MOVES: dict[str, Move] = {
    "accept": _move(A.OFFERED, to=A.CLAIMED),
    "decline": _move(A.OFFERED, to=A.DECLINED),
    "withdraw": _move(A.OFFERED, A.CLAIMED, to=A.WITHDRAWN),
    "miss": _move(A.CLAIMED, to=A.NO_SHOW),
    "strike": _move(A.NO_SHOW, to=A.WITHDRAWN),
    "check_in": _move(A.CLAIMED, to=A.CHECKED_IN),
    "check_out": _move(A.CHECKED_IN, to=A.CHECKED_OUT),
    "confirm": _move(A.CHECKED_OUT, to=A.CONFIRMED),
}

CORRECTION_MOVES: dict[str, Move] = {
    "verify": _move(C.REPORTED, to=C.VERIFIED),
    "amend": _move(C.REPORTED, to=C.CORRECTED),
    "approve": _move(C.VERIFIED, to=C.CORRECTED),
    "refuse": _move(C.REPORTED, C.VERIFIED, to=C.REFUSED),
    "withdraw": _move(C.REPORTED, to=C.WITHDRAWN),
}

LINE_MOVES: dict[str, Move] = {
    "offer": _move(L.WAITING, to=L.OFFERED),
    "take": _move(L.WAITING, L.OFFERED, to=L.TAKEN),
    "pass": _move(L.WAITING, L.OFFERED, to=L.PASSED),
    "leave": _move(L.WAITING, to=L.LEFT),
    "end": _move(L.WAITING, L.OFFERED, to=L.OVER),
}

CONTEST_MOVES: dict[str, Move] = {
    "keep": _move(K.RAISED, to=K.KEPT),
    "return": _move(K.RAISED, to=K.RETURNING),
    "agree": _move(K.RETURNING, to=K.RETURNED),
    "refuse": _move(K.RETURNING, to=K.KEPT),
}


class StateChanged(Refusal):
    """The row was not, or is no longer, in a state from which this move leads on."""

    code = "state_changed"
    sentence = _("This has changed in the meantime: it is now “%(status)s”.")


def advance_order(order: Order, move: str, **changes: Any) -> Order:
    """Move the order along the table by compare-and-set, writing ``changes`` with it; else StateChanged."""
    return _advance(Order, order, ORDER_MOVES[move], changes)


def advance_assignment(assignment: Assignment, move: str, **changes: Any) -> Assignment:
    """Move the assignment along the table by compare-and-set, writing ``changes`` with it; else StateChanged."""
    return _advance(Assignment, assignment, ASSIGNMENT_MOVES[move], changes)


def advance_correction(ticket: CorrectionTicket, move: str, **changes: Any) -> CorrectionTicket:
    """Move the ticket along the table by compare-and-set, writing ``changes`` with it; else StateChanged."""
    return _advance(CorrectionTicket, ticket, CORRECTION_MOVES[move], changes)


def advance_line(place: LinePlace, move: str, **changes: Any) -> LinePlace:
    """Move the place in line along the table by compare-and-set, writing ``changes`` with it; else StateChanged."""
    return _advance(LinePlace, place, LINE_MOVES[move], changes)


def advance_contest(contest: Contest, move: str, **changes: Any) -> Contest:
    """Move the objection along the table by compare-and-set, writing ``changes`` with it; else StateChanged."""
    return _advance(Contest, contest, CONTEST_MOVES[move], changes)


def _advance(model: Any, row: Any, move: Move, changes: dict[str, Any]) -> Any:
    moved = model.objects.filter(id=row.id, status__in=move.sources).update(status=move.target, **changes)
    if moved != 1:
        row.refresh_from_db(fields=["status"])
        raise StateChanged(status=row.get_status_display())
    for field, value in {"status": move.target, **changes}.items():
        setattr(row, field, value)
    return row
