"""From where an order would be paid, thing by thing, before anything is ordered: the pages, the telephone and the API
ask here, and placing it decides the same."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from accounts.elders.models import Elder
from services.catalogue.models import ItemVersion
from services.orders.queries.quote import Quote, ask_of, quote
from timebank.ledger.queries import account_of
from timebank.purses.queries.sources import ALL, Part, pockets_of, split
from timebank.subsidies.queries.funding import Share, shares

OWN, GIFT, POOL, PROGRAMME, CASH = "OWN", "GIFT", "POOL", "PROGRAMME", "CASH"


@dataclass(frozen=True)
class Slice:
    """What one source pays of one thing: minutes or fen. ``purse`` of a gift, ``wallet`` of a programme."""

    source: str
    minutes: int = 0
    fen: int = 0
    purse: Any = None
    wallet: Any = None


@dataclass(frozen=True)
class LinePayment:
    """One thing of the order and who pays it; ``why`` no programme pays all of its money, in the reader's language."""

    version: ItemVersion
    quantity: int
    part: Quote
    slices: list[Slice] = field(default_factory=list)
    why: str = ""


@dataclass(frozen=True)
class Payment:
    """All of it. ``own`` minutes come from the passbook, of which ``available`` are free; ``programmes`` by wallet."""

    quote: Quote
    lines: list[LinePayment]
    parts: list[Part]
    own: int
    available: int
    programmes: list[Share]
    cash: int

    @property
    def short(self) -> int:
        """Minutes too few in the passbook."""
        return max(0, self.own - self.available)

    @property
    def left(self) -> int:
        return self.available - self.own


def payment_of(
    elder: Elder,
    chosen: Sequence[tuple[ItemVersion, int]],
    *,
    on: date,
    today: date,
    pay_from: Collection[str] = ALL,
    freed: int = 0,
) -> Payment:
    """For a service on a day; ``freed`` minutes come back to the passbook first, of an order that is called off."""
    costs = quote(chosen)
    parts = split(costs.minutes, pockets_of(elder, on=on, only=pay_from))
    costing = [(version, quantity) for version, quantity in chosen if version.price_fen]
    found = shares(elder.id, [ask_of(*one) for one in costing], on=on, today=today)
    account = account_of(elder.person_id)
    own = costs.minutes - sum(part.minutes for part in parts)
    paying = [[part, part.minutes] for part in parts]
    money = iter(found)
    lines = []
    for version, quantity in chosen:
        one = quote([(version, quantity)])
        wanted = costs.seats * one.minutes // one.seats  # as many people come as the thing that needs most
        share = next(money) if version.price_fen else None
        slices = [*_minutes(wanted, paying), *_money(share)]
        lines.append(LinePayment(version, quantity, one, slices, share.why if share is not None else ""))
    return Payment(
        quote=costs,
        lines=lines,
        parts=parts,
        own=own,
        available=(account.available if account is not None else 0) + freed,
        programmes=[share for share in found if share.uses],
        cash=sum(share.cash for share in found),
    )


def _minutes(wanted: int, paying: list[list[Any]]) -> list[Slice]:
    """Take what a line needs from what is still left of the parts, in turn; the rest is the passbook's."""
    slices = []
    for one in paying:
        taken = min(wanted, one[1])
        if taken:
            pocket = one[0].pocket
            slices.append(Slice(pocket.source, minutes=taken, purse=pocket.purse))
            one[1] -= taken
            wanted -= taken
    return [*slices, Slice(OWN, minutes=wanted)] if wanted else slices


def _money(share: Share | None) -> list[Slice]:
    if share is None:
        return []
    slices = [Slice(PROGRAMME, fen=fen, wallet=wallet) for wallet, fen, _left in share.uses]
    return [*slices, Slice(CASH, fen=share.cash)] if share.cash else slices
