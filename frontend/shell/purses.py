"""What the purses of an elder have before and after an order."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import pgettext

from frontend.shell.wording import name_text
from services.orders.queries.payment import Payment
from timebank.purses.enums import Source
from timebank.purses.queries.sources import Pocket
from timebank.subsidies.models import Wallet
from timebank.subsidies.queries.funding import wallets_of


@dataclass(frozen=True)
class After:
    """A purse by name; ``now`` and ``then`` in minutes, or in fen where ``money``."""

    name: str
    icon: str
    now: int
    then: int
    money: bool = False


def purses_after(payment: Payment) -> list[After]:
    """Gifts, the pool and wallets that pay something, with what each has now and after the order."""
    minutes = [
        After(pocket_name(part.pocket), icon_of(part.pocket.source), part.pocket.free, part.left)
        for part in payment.parts
    ]
    used: dict[UUID, int] = {}
    wallets: dict[UUID, Wallet] = {}
    for share in payment.programmes:
        for wallet, fen, _left in share.uses:
            used[wallet.id] = used.get(wallet.id, 0) + fen
            wallets[wallet.id] = wallet
    if not wallets:
        return minutes
    free = {wallet.id: fen for wallet, fen in wallets_of(next(iter(wallets.values())).elder_id)}
    return minutes + [
        After(wallet.programme.name, "p-gov", free[key], free[key] - used[key], money=True)
        for key, wallet in wallets.items()
    ]


def pocket_name(pocket: Pocket) -> str:
    """``Gift of 郑国强``, or the pool."""
    if pocket.purse is not None:
        return pgettext("purse", "Gift of %(name)s") % {"name": name_text(pocket.purse.giver.name)}
    return str(Source(pocket.source).label)


def icon_of(source: str) -> str:
    return {"GIFT": "p-gift", "POOL": "p-pool"}.get(source, "p-own")
