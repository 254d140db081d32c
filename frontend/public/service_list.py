"""The service list as the public reads it: grouped, with what each costs and who may do it."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.people.enums import CredentialKind
from accounts.regions.models import Region
from frontend.shell.wording import minutes_text, yuan_text
from services.catalogue.enums import Performer
from services.catalogue.models import Category, ItemVersion
from services.catalogue.queries import menu

LISTED = 2  # names of items shown under a category on the landing page


@dataclass(frozen=True)
class Entry:
    """One item in words."""

    version: ItemVersion
    takes: str
    costs: str
    performers: str
    needs: str


@dataclass(frozen=True)
class Group:
    """A category with its items, and two lines about it."""

    category: Category
    entries: list[Entry]

    @property
    def examples(self) -> str:
        """Two item names: ``送午饭，送晚饭``."""
        return _(", ").join(entry.version.name for entry in self.entries[:LISTED])

    @property
    def amount(self) -> str:
        """``5 样`` / ``5 services``."""
        number = len(self.entries)
        return ngettext("%(number)s service", "%(number)s services", number) % {"number": number}


def served_region() -> Region | None:
    """The county whose list is shown when nobody asks for another: the first one that offers anything."""
    version = ItemVersion.objects.select_related("region").order_by("region_id").first()
    return version.region if version is not None else None


def price_text(version: ItemVersion) -> str:
    """What it costs: money if any, then minutes if any, then what is charged besides."""
    parts = []
    if version.price_fen:
        parts.append(_("%(price)s each") % {"price": yuan_text(version.price_fen)})
    elif version.price_minutes:
        parts.append(_("no money"))
    else:
        parts.append(_("free"))
    if version.extra:
        parts.append(version.extra)
    return _(", ").join(parts)


def groups(region: Region, *, on: date) -> list[Group]:
    """The list of the region on a day, in its own order. One query."""
    versions = menu(region_code=region.code, on=on)
    return [
        Group(category, [_entry(version) for version in found])
        for category, found in groupby(versions, key=lambda version: version.item.category)
    ]


def _entry(version: ItemVersion) -> Entry:
    return Entry(
        version=version,
        takes=_("about %(time)s") % {"time": minutes_text(version.typical_minutes)},
        costs=price_text(version),
        performers=_(", ").join(str(Performer(kind).label) for kind in version.performers),
        needs=str(CredentialKind(version.credential).label) if version.credential else "",
    )
