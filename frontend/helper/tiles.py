"""The menu as picture tiles: what it is, how long it takes, what it costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frontend.shell.wording import minutes_text, yuan_text
from services.catalogue.models import Category, ItemVersion
from services.orders.queries.quote import quote

EXAMPLES = 3


@dataclass(frozen=True)
class Tile:
    """One thing to order. ``chosen`` when it was chosen before the page was drawn."""

    version: ItemVersion
    chosen: bool

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


def lay_out(
    versions: Iterable[ItemVersion], *, usual: list[UUID], chosen: frozenset[UUID]
) -> tuple[list[Tile], list[Shelf]]:
    """The usual tiles, most usual first, and all others by category in the order of the service list."""
    tiles = {version.item_id: Tile(version, version.item_id in chosen) for version in versions}
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
