"""How a month's run and a statement go on, and the only functions that move them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from timebank.subsidies.enums import RunStatus as R
from timebank.subsidies.enums import StatementStatus as S
from timebank.subsidies.models import Run, Statement

RUN_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "propose": (frozenset({R.DRAFT}), R.PROPOSED),
    "return": (frozenset({R.PROPOSED}), R.DRAFT),
    "post": (frozenset({R.PROPOSED}), R.POSTED),
    "drop": (frozenset({R.DRAFT, R.PROPOSED}), R.CANCELLED),
}
STATEMENT_MOVES: dict[str, tuple[frozenset[str], str]] = {
    "approve": (frozenset({S.OPEN}), S.APPROVED),
    "pay": (frozenset({S.APPROVED}), S.PAID),
}


class RunChanged(Refusal):
    code = "run_changed"
    sentence = _("This month has changed meanwhile: it is now “%(status)s”.")


def advance_run(run: Run, move: str, **changes: Any) -> Run:
    """Move a run along the table by compare-and-set, writing ``changes`` with it; else RunChanged."""
    return _advance(Run, run, RUN_MOVES[move], changes)


def advance_statement(statement: Statement, move: str, **changes: Any) -> Statement:
    """Move a statement along the table by compare-and-set, writing ``changes`` with it; else RunChanged."""
    return _advance(Statement, statement, STATEMENT_MOVES[move], changes)


def _advance(model: Any, row: Any, move: tuple[frozenset[str], str], changes: dict[str, Any]) -> Any:
    sources, target = move
    if not model.objects.filter(id=row.id, status__in=sources).update(status=target, **changes):
        row.refresh_from_db(fields=["status"])
        raise RunChanged(status=row.get_status_display())
    row.status = target
    for name, value in changes.items():
        setattr(row, name, value)
    return row
