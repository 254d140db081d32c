"""An organisation ends: its minutes go on to another, or to the county's pool; none is lost."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.organisations.models import Organisation
from timebank.ledger.actions.inherit_account import StillHeld
from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Transfer


def close_organisation_account(
    *, by: Any, at: datetime, organisation: Organisation, successor: Organisation | None
) -> list[Transfer]:
    """Post all that the organisation's books hold, in each unit, to the successor or the county's pool; close them.

    The caller has checked who may, and emits the event. Raises StillHeld.
    """
    transfers = []
    with transaction.atomic():
        mine = Account.objects.filter(organisation=organisation, closed_at=None).order_by("id")
        for account in mine.select_for_update(no_key=True):
            if account.held:
                raise StillHeld
            if account.balance > 0:
                transfers.append(_post(account, organisation, successor, at, by))
            Account.objects.filter(id=account.id).update(closed_at=at)
    return transfers


def _post(
    account: Account, organisation: Organisation, successor: Organisation | None, at: datetime, by: Any
) -> Transfer:
    unit = Unit(account.unit)
    target = (
        open_account(unit=unit, kind=AccountKind.ORGANISATION, organisation=successor)
        if successor is not None
        else open_region_account(unit=unit, kind=AccountKind.POOL, region_code=organisation.region_id)
    )
    return post_transfer(
        key=f"close:{account.id}:{account.version}",
        kind=TransferKind.INHERIT,
        source=account,
        target=target,
        amount=account.balance,
        happened_at=at,
        by=by,
        memo={"organisation": organisation.name},
    )
