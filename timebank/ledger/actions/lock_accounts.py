"""Hold several books still while their figures are read and posted."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models import Account


def lock_accounts(
    *, persons: Iterable[Any], unit: Unit = Unit.MINUTE, overflow_of: Iterable[str] = (), also: Iterable[UUID] = ()
) -> None:
    """Lock the persons' accounts in id order, as every posting does, opening those that are missing.

    With them the pool and the retired account of the counties of ``overflow_of`` (region codes), where the excess of a
    passbook may go, and the accounts ``also``. Inside a transaction only; whoever posts to one of them waits until it
    ends.
    """
    ids = [*also]
    ids += [
        open_account(unit=unit, kind=AccountKind.PERSON, person=person).id
        for person in sorted(persons, key=lambda person: person.id)
    ]
    for county in sorted({code[:6] for code in overflow_of}):
        for kind in (AccountKind.POOL, AccountKind.RETIRED):
            ids.append(open_region_account(unit=unit, kind=kind, region_code=county).id)
    list(Account.objects.filter(id__in=ids).order_by("id").select_for_update(no_key=True).values_list("id"))


def lock_balances(account_ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """Lock these accounts in id order; account id → balance and what of it is held. Inside a transaction only."""
    rows = Account.objects.filter(id__in=account_ids).order_by("id").select_for_update(no_key=True)
    return {key: (balance, held) for key, balance, held in rows.values_list("id", "balance", "held")}
