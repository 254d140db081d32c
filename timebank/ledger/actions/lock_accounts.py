"""Hold several persons' books still while their figures are read and posted."""

from collections.abc import Iterable
from typing import Any

from timebank.ledger.actions.open_account import open_account
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models import Account


def lock_accounts(*, persons: Iterable[Any], unit: Unit = Unit.MINUTE) -> None:
    """Lock the persons' accounts in id order, as every posting does, opening those that are missing.

    Inside a transaction only; whoever posts to one of them waits until it ends.
    """
    ids = [
        open_account(unit=unit, kind=AccountKind.PERSON, person=person).id
        for person in sorted(persons, key=lambda person: person.id)
    ]
    list(Account.objects.filter(id__in=ids).order_by("id").select_for_update(no_key=True).values_list("id"))
