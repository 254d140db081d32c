"""Contracts as lists show them: whether they hold, until when, and each price with the name of the service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accounts.organisations.models import Contract
from services.catalogue.models import ItemVersion


@dataclass(frozen=True)
class PriceLine:
    """One service: its name, what it costs, how often a month."""

    name: str
    fen: int
    most: int | None


@dataclass(frozen=True)
class ContractLine:
    """A contract in words. ``state``: holds, coming or over."""

    contract: Contract
    first: date | None
    last: date | None
    state: str
    prices: list[PriceLine]


def contract_lines(contracts: Iterable[Contract], *, on: date) -> list[ContractLine]:
    """Contracts with the names of their services, in one query more."""
    rows = list(contracts)
    names = item_names({price.item_code for one in rows for price in one.prices.all()}, on=on)
    return [_line(one, names, on) for one in rows]


def item_names(codes: Iterable[str], *, on: date) -> dict[str, str]:
    """Code → name of the service as it stands on the day, or as it was last called."""
    versions = ItemVersion.objects.filter(item__code__in=list(codes)).select_related("item").order_by("valid")
    found: dict[str, str] = {}
    held: set[str] = set()
    for version in versions:
        code = version.item.code
        if code not in held:
            found[code] = version.name
        if on in version.valid:
            held.add(code)
    return found


def _line(contract: Contract, names: dict[str, str], on: date) -> ContractLine:
    first, after = contract.valid.lower, contract.valid.upper  # both None once it was ended before it began
    state = "over" if after is None or after <= on else "coming" if first is not None and first > on else "holds"
    prices = [
        PriceLine(names.get(price.item_code, price.item_code), price.price_fen, price.most_a_month)
        for price in contract.prices.all()
    ]
    return ContractLine(contract, first, after - timedelta(days=1) if after else None, state, prices)
