"""Find a holder's account, or open it."""

from typing import Any

from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models import Account


def open_account(
    *, unit: Unit, kind: AccountKind, person: Any = None, organisation: Any = None, region: Any = None
) -> Account:
    """Return the holder's account in the unit, opening it with balance 0 when there is none.

    Exactly one of ``person``, ``organisation``, ``region`` names the holder. Only issuance has no floor: it is
    where granted minutes come from, so its balance is minus all that was ever granted.
    """
    account, _ = Account.objects.get_or_create(
        unit=unit,
        kind=kind,
        person=person,
        organisation=organisation,
        region=region,
        defaults={"floor": None if kind == AccountKind.ISSUANCE else 0},
    )
    return account
