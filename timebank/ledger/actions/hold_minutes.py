"""Set something aside for later."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from timebank.ledger.actions.post_transfer import NotEnough
from timebank.ledger.models import Account, Hold


def hold_minutes(
    *,
    account: Account,
    amount: int,
    reference_kind: str,
    reference_id: UUID,
    at: datetime,
    expires_at: datetime | None = None,
) -> Hold:
    """Reserve ``amount`` (the account's unit, > 0): held is not spent, but cannot be spent elsewhere.

    A hold with ``expires_at`` is given back by itself after that moment (``expire_holds``).
    Raises NotEnough when balance - held would fall below the floor; the database decides.
    """
    try:
        with transaction.atomic():
            # Lock the account first, as every posting does; the hold before the sum, which the database compares.
            Account.objects.select_for_update(no_key=True).get(id=account.id)
            hold = Hold.objects.create(
                account=account,
                amount=amount,
                reference_kind=reference_kind,
                reference_id=reference_id,
                created_at=at,
                expires_at=expires_at,
            )
            Account.objects.filter(id=account.id).update(held=F("held") + amount)
            return hold
    except IntegrityError as error:
        if "account_above_floor" in str(error):
            raise NotEnough from error
        raise
