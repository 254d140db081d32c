"""The menu as picture tiles: what it is, how long it takes, what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frontend.shell.wording import minutes_text, yuan_text
from services.catalogue.models import Category, ItemVersion
from services.orders.queries.allowance import Allowance
from services.orders.queries.quote import quote

EXAMPLES = 3


@dataclass(frozen=True)
class Tile:
    """One thing to order. ``chosen`` before the page was drawn; ``why_not`` says why it cannot be."""

    version: ItemVersion
    chosen: bool
    why_not: str = ""

    @property
    def takes(self) -> str:
        """``约 30 分``; with how many come when one is not enough."""
        time = pgettext("tile", "about %(time)s") % {"time": minutes_text(self.version.typical_minutes)}
        if self.version.seats == 1:
            return time
        return _("%(time)s, %(people)s people") % {"time": time, "people": self.version.seats}

    @property
    def costs(self) -> str:
        """``折子出 30 分``, ``12 元一份``, both, or that it is free."""
        return price_text(self.version)


@dataclass
class Shelf:
    """A category with its tiles; open from the start when something in it is chosen or nothing is usual yet."""

    category: Category
    tiles: list[Tile]
    is_open: bool = False

    @property
    def examples(self) -> str:
        """``送午饭，送晚饭，做早饭`` and so on: what to expect inside."""
        return _(", ").join(tile.version.name for tile in self.tiles[:EXAMPLES])


def price_text(version: ItemVersion) -> str:
    """What one of it costs: minutes out of the passbook, money to the supplier, or nothing."""
    costs = quote([(version, 1)])
    parts = []
    if costs.minutes:
        parts.append(_("costs %(time)s") % {"time": minutes_text(costs.minutes)})
    if costs.fen:
        parts.append(pgettext("tile", "%(price)s each") % {"price": yuan_text(costs.fen)})
    return _(", ").join(parts) or pgettext("price", "free")


def why_not_allowed(version: ItemVersion, allowance: Allowance | None) -> str:
    """Which limit of the mandate one of it would break; empty when it may be ordered."""
    if allowance is None:
        return ""
    costs = quote([(version, 1)])
    most = allowance.mandate.minutes_per_order
    if not allowance.allows(version):
        return pgettext("mandate", "not in the mandate")
    if most is not None and costs.minutes > most:
        return pgettext("mandate", "longer than the mandate allows")
    if allowance.minutes_left is not None and costs.minutes > allowance.minutes_left:
        return pgettext("mandate", "more than is left this month")
    if allowance.fen_left is not None and costs.fen > allowance.fen_left:
        return pgettext("mandate", "dearer than what is left this month")
    return ""


def lay_out(
    versions: Iterable[ItemVersion],
    *,
    usual: list[UUID],
    chosen: frozenset[UUID],
    allowance: Allowance | None = None,
) -> tuple[list[Tile], list[Shelf]]:
    """The usual tiles, most usual first, and all others by category in the order of the service list.

    What the mandate does not cover stays on the shelf, with the reason; it is never among the usual.
    """
    tiles = {}
    for version in versions:
        why_not = why_not_allowed(version, allowance)
        tiles[version.item_id] = Tile(version, version.item_id in chosen and not why_not, why_not)
    usual = [item_id for item_id in usual if item_id in tiles and not tiles[item_id].why_not]
    first = [tiles.pop(item_id) for item_id in usual if item_id in tiles]
    shelves: list[Shelf] = []
    for tile in tiles.values():
        category = tile.version.item.category
        if not shelves or shelves[-1].category != category:
            shelves.append(Shelf(category, []))
        shelves[-1].tiles.append(tile)
        shelves[-1].is_open |= tile.chosen
    if shelves and not first:
        shelves[0].is_open = True
    return first, shelves
