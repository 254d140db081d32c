"""What becomes of a meal and of a bill, and the only functions that move them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from services.meals.enums import BillStatus as B
from services.meals.enums import MealStatus as M
from services.meals.models import Bill, Meal


@dataclass(frozen=True)
class Move:
    """From which states, to which one."""

    sources: frozenset[str]
    target: str


def _move(*sources: str, to: str) -> Move:
    return Move(frozenset(sources), to)


MEAL_MOVES: dict[str, Move] = {
    "serve": _move(M.BOOKED, to=M.SERVED),
    "decline": _move(M.BOOKED, to=M.DECLINED),
    "miss": _move(M.BOOKED, to=M.MISSED),
    "cancel": _move(M.BOOKED, to=M.CANCELLED),
    "find_eaten": _move(M.DECLINED, M.MISSED, to=M.SERVED),
    "find_uneaten": _move(M.SERVED, to=M.MISSED),
}

BILL_MOVES: dict[str, Move] = {"pay": _move(B.OPEN, to=B.PAID)}


class MealChanged(Refusal):
    code = "meal_changed"
    sentence = _("This has changed in the meantime: it is now “%(status)s”.")


def advance_meal(meal: Meal, move: str, **changes: Any) -> Meal:
    """Move the meal along the table by compare-and-set, writing ``changes`` with it; else MealChanged."""
    return _advance(Meal, meal, MEAL_MOVES[move], changes)


def advance_bill(bill: Bill, move: str, **changes: Any) -> Bill:
    """Move the bill along the table by compare-and-set, writing ``changes`` with it; else MealChanged."""
    return _advance(Bill, bill, BILL_MOVES[move], changes)


def _advance(model: Any, row: Any, move: Move, changes: dict[str, Any]) -> Any:
    if model.objects.filter(id=row.id, status__in=move.sources).update(status=move.target, **changes) != 1:
        row.refresh_from_db(fields=["status"])
        raise MealChanged(status=row.get_status_display())
    for name, value in {"status": move.target, **changes}.items():
        setattr(row, name, value)
    return row
