"""What went into accounts of budgets, and what stands there."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Sum

from timebank.ledger.enums import AccountKind, TransferKind, Unit
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


def pool_of(region_code: str) -> tuple[UUID | None, int]:
    """The community pool of the county of a place, and the minutes in it that are free; (None, 0) when never opened."""
    row = (
        Account.objects.filter(unit=Unit.MINUTE, kind=AccountKind.POOL, region=region_code[:6])
        .values_list("id", "balance", "held")
        .first()
    )
    return (None, 0) if row is None else (row[0], row[1] - row[2])


def account_row(account_id: UUID) -> Account:
    """The account itself, to be handed to an action."""
    return Account.objects.get(id=account_id)
