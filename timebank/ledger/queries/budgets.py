"""What went into accounts of budgets, and what stands there."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from timebank.ledger.enums import TransferKind
from timebank.ledger.models import Account, Transfer

PUT_IN = (TransferKind.GRANT, TransferKind.DONATE)  # from outside, a gift, or another budget


@dataclass(frozen=True)
class Flow:
    """Fen put in, and the balance."""

    given: int = 0
    balance: int = 0


def flows_of(account_ids: Collection[UUID]) -> dict[UUID, Flow]:
    """Account id → its flow. Two queries."""
    into = Transfer.objects.filter(target__in=account_ids, kind__in=PUT_IN)
    given = dict(into.values_list("target").annotate(Sum("amount")))
    balances = Account.objects.filter(id__in=account_ids).values_list("id", "balance")
    return {key: Flow(given.get(key, 0), balance) for key, balance in balances}


def posted_for(reference_id: UUID, *, kind: TransferKind) -> tuple[int, int]:
    """How many postings of a kind name this reference, and their sum."""
    rows = Transfer.objects.filter(reference_id=reference_id, kind=kind)
    return rows.count(), rows.aggregate(total=Sum("amount"))["total"] or 0


def balances_of(account_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    """Account id → balance and what of it is held."""
    rows = Account.objects.filter(id__in=account_ids).values_list("id", "balance", "held")
    return {key: (balance, held) for key, balance, held in rows}
