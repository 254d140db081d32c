"""From where each thing of an order is paid: what programmes give, before anything is ordered."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.catalogue.models import ItemVersion
from services.orders.queries.quote import ask_of
from timebank.subsidies.models import Wallet
from timebank.subsidies.queries.funding import Share, shares, wallets_of


def shares_of(
    elder_id: UUID, chosen: Sequence[tuple[ItemVersion, int]], *, on: date, today: date
) -> list[Share | None]:
    """For each chosen thing what a programme pays of it, None for what costs no money; as placing it would decide."""
    costing = [(version, quantity) for version, quantity in chosen if version.price_fen]
    found = iter(shares(elder_id, [ask_of(*one) for one in costing], on=on, today=today))
    return [next(found) if version.price_fen else None for version, _quantity in chosen]


def purses_after(found: Sequence[Share | None]) -> list[tuple[Wallet, int, int]]:
    """Wallet, what it has now, and what it has after the order; of those that pay something."""
    used: dict[UUID, int] = {}
    wallets: dict[UUID, Wallet] = {}
    for share in found:
        if share is not None and share.wallet is not None:
            used[share.wallet.id] = used.get(share.wallet.id, 0) + share.ask.fen
            wallets[share.wallet.id] = share.wallet
    if not wallets:
        return []
    elder_id = next(iter(wallets.values())).elder_id
    free = {wallet.id: fen for wallet, fen in wallets_of(elder_id)}
    return [(wallet, free[key], free[key] - used[key]) for key, wallet in wallets.items()]
