"""Set minutes of gifts and of the pool aside for an order."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from accounts.elders.models import Elder
from timebank.ledger.actions.hold_minutes import hold_minutes
from timebank.ledger.actions.lock_accounts import lock_balances
from timebank.ledger.queries import account_of
from timebank.ledger.queries.budgets import account_row
from timebank.purses.models import MinuteUse
from timebank.purses.queries.sources import ALL, pockets_of, split


def hold_sources(
    *,
    order_id: UUID,
    elder: Elder,
    minutes: int,
    on: date,
    at: datetime,
    expires_at: datetime | None = None,
    only: Collection[str] = ALL,
) -> int:
    """Hold what gifts and the pool pay of ``minutes`` for a service on a day; return how much that is.

    ``only`` names the sources that may pay. Inside a transaction that has locked the elder, for an actor who may
    order for them. All accounts are locked in id order first, as every posting does.
    """
    pockets = pockets_of(elder, on=on, only=only)
    if not pockets:
        return 0
    own = account_of(elder.person_id)
    lock_balances([pocket.account_id for pocket in pockets] + ([own.id] if own is not None else []))
    total = 0
    for part in split(minutes, pockets_of(elder, on=on, only=only)):  # once more: now nobody can take from them
        pocket = part.pocket
        use = MinuteUse.objects.create(
            order_id=order_id,
            elder=elder,
            source=pocket.source,
            purse=pocket.purse,
            account_id=pocket.account_id,
            service_on=on,
            held_minutes=part.minutes,
            rule=pocket.rule,
        )
        hold_minutes(
            account=account_row(pocket.account_id),
            amount=part.minutes,
            reference_kind="minute_use",
            reference_id=use.id,
            at=at,
            expires_at=expires_at,
        )
        total += part.minutes
    return total
