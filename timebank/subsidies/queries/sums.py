"""What budgets hold, spent and set aside, from postings alone."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from timebank.ledger.queries.budgets import Flow, flows_of
from timebank.subsidies.enums import ProgrammeKind
from timebank.subsidies.models import Budget, Wallet


@dataclass(frozen=True)
class Money:
    """Fen: put in, spent, set aside (in wallets and for orders), left. ``given == spent + held + left``."""

    given: int
    spent: int
    held: int
    left: int


def money_of(budgets: Collection[Budget]) -> dict[UUID, Money]:
    """Budget id → its money; four queries however many. Needs ``programme`` where there is one."""
    flows = flows_of([budget.account_id for budget in budgets])
    in_wallets = _in_wallets([budget.id for budget in budgets])
    found = {}
    for budget in budgets:
        flow = flows.get(budget.account_id, Flow())
        held = in_wallets.get(budget.id, 0)
        found[budget.id] = Money(flow.given, flow.given - flow.balance - held, held, flow.balance)
    return found


def _in_wallets(budget_ids: Collection[UUID]) -> dict[UUID, int]:
    rows = (
        Wallet.objects.filter(kind=ProgrammeKind.IN_KIND, programme__budget__in=budget_ids)
        .values_list("programme__budget")
        .annotate(Sum("account__balance"))
    )
    return {budget_id: total or 0 for budget_id, total in rows}
