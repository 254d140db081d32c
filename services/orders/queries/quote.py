"""What an order would hold, cost and take. Pure: the page that shows it and the action that holds it agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.catalogue.models import ItemVersion
from timebank.subsidies.queries.funding import Ask

STEP_MINUTES = 15  # appointments are made in quarters of an hour


@dataclass(frozen=True)
class Quote:
    """``minutes`` to hold over all ``seats``, ``fen`` to pay to the supplier, ``lasts`` minutes by the clock."""

    seats: int
    minutes: int
    fen: int
    lasts: int


def line_minutes(version: ItemVersion, quantity: int) -> int:
    """What ``quantity`` of an item of the menu costs one seat, in minutes, the policy's coefficient applied."""
    return version.minutes_for(quantity)


def ask_of(version: ItemVersion, quantity: int) -> Ask:
    """What of an item costs money, as programmes are asked whether they pay it."""
    return Ask(
        item_code=version.item.code,
        category=version.item.category_id,
        mode=version.mode,
        fen=version.price_fen * quantity,
        item_zh=version.name_zh,
        item_en=version.name_en,
        quantity=quantity,
    )


def quote(chosen: Sequence[tuple[ItemVersion, int]]) -> Quote:
    """The quote for versions and how many of each; at least one must be chosen.

    As many people come as the item that needs most; it lasts the typical minutes together, up to the next quarter.
    """
    seats = max(version.seats for version, _quantity in chosen)
    takes = sum(version.typical_minutes * quantity for version, quantity in chosen)
    return Quote(
        seats=seats,
        minutes=seats * sum(line_minutes(version, quantity) for version, quantity in chosen),
        fen=sum(version.price_fen * quantity for version, quantity in chosen),
        lasts=-(-takes // STEP_MINUTES) * STEP_MINUTES,
    )
