"""The service list in words: what a service costs, who does it, how to get it, and what an edition changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.organisations.enums import OrganisationKind
from accounts.people.enums import CredentialKind
from frontend.shell.wording import minutes_text, yuan_text
from services.catalogue.enums import Mode, Performer
from services.catalogue.models import Category, ItemVersion
from services.catalogue.queries.editions import Differences, version_of

LISTED = 2  # names of items shown under a category on the landing page
# Who holds the paper, as people call them (notice 宁民发〔2018〕105号 三（二）5, 6).
TRAINED = {
    CredentialKind.CARE_WORKER: pgettext_lazy("who does it", "Trained carer"),
    CredentialKind.SOCIAL_WORKER: pgettext_lazy("who does it", "Social worker"),
    CredentialKind.COUNSELLOR: pgettext_lazy("who does it", "Counsellor"),
    CredentialKind.LAWYER: pgettext_lazy("who does it", "Lawyer"),
    CredentialKind.NURSE: pgettext_lazy("who does it", "Health worker"),
}
FIELDS = {
    "name_zh": gettext_lazy("name"),
    "name_en": gettext_lazy("name"),
    "price_minutes": pgettext_lazy("service list", "minutes"),
    "price_fen": pgettext_lazy("service list", "price"),
    "extra_zh": gettext_lazy("what is charged besides"),
    "performers": gettext_lazy("who does it"),
    "credential": gettext_lazy("who does it"),
    "houses": gettext_lazy("who does it"),
    "mode": gettext_lazy("how it is done"),
    "seats": gettext_lazy("how many people come"),
    "same_gender": gettext_lazy("who does it"),
    "typical_minutes": gettext_lazy("how long it takes"),
    "how_zh": gettext_lazy("how to get it"),
    "summary_zh": gettext_lazy("what is done"),
}


@dataclass(frozen=True)
class Entry:
    """One item in words."""

    version: ItemVersion
    takes: str
    costs: str
    performers: str
    needs: str
    how: str


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


@dataclass(frozen=True)
class Told:
    """One line of what an edition changed."""

    kind: str  # new, gone, changed
    version: ItemVersion
    words: str


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


def who_text(version: ItemVersion) -> str:
    """Who may do it, as people call them: ``志愿者，社工`` or ``卫生所`` where only clinics may."""
    words = []
    for kind in version.performers:
        if kind == Performer.QUALIFIED and version.credential in TRAINED:
            words.append(str(TRAINED[CredentialKind(version.credential)]))
        elif kind == Performer.ORGANISATION and version.houses:
            words += [str(OrganisationKind(house).label) for house in version.houses]
        else:
            words.append(str(Performer(kind).label))
    if Performer.ORGANISATION not in version.performers and version.houses:
        words += [str(OrganisationKind(house).label) for house in version.houses]
    return _(", ").join(dict.fromkeys(words))


def how_text(version: ItemVersion) -> str:
    """How to get it: its own words, else what holds for everything."""
    if version.how:
        return version.how
    if version.mode == Mode.ONLINE:
        return _("Order here or ring 12349; it comes by phone or on the screen.")
    return _("Order here, ring 12349, or ask the village.")


def entry(version: ItemVersion) -> Entry:
    """One item in words."""
    return Entry(
        version=version,
        takes=_("about %(time)s") % {"time": minutes_text(version.typical_minutes)},
        costs=price_text(version),
        performers=who_text(version),
        needs=str(CredentialKind(version.credential).label) if version.credential else "",
        how=how_text(version),
    )


def grouped(versions: Iterable[ItemVersion]) -> list[Group]:
    """By category; the versions come in the order of the list."""
    return [
        Group(category, [entry(version) for version in found])
        for category, found in groupby(versions, key=lambda version: version.item.category)
    ]


def told(found: Differences, categories: dict[str, Category]) -> list[Told]:
    """What an edition changed, a line each: new, then otherwise, then gone."""
    lines = [Told("new", one, _(", ").join([price_text(one), who_text(one)])) for one in _rows(found.new, categories)]
    for pair in found.changed:
        before, after = (version_of(row, categories) for row in (pair.before, pair.after))
        lines.append(Told("changed", after, _changed(before, after, pair.fields)))
    return lines + [Told("gone", one, "") for one in _rows(found.gone, categories)]


def _rows(rows: Sequence[dict[str, Any]], categories: dict[str, Category]) -> list[ItemVersion]:
    return [version_of(row, categories) for row in rows]


def _changed(before: ItemVersion, after: ItemVersion, fields: Sequence[str]) -> str:
    """Names and prices with what they were; of the rest, what it is about."""
    words = []
    if {"name_zh", "name_en"} & set(fields) and before.name != after.name:
        words.append(_("was called %(name)s") % {"name": before.name})
    if {"price_fen", "extra_zh"} & set(fields):
        words.append(_("%(new)s instead of %(old)s") % {"new": price_text(after), "old": price_text(before)})
    if "price_minutes" in fields:
        now, then = minutes_text(after.price_minutes), minutes_text(before.price_minutes)
        words.append(_("%(new)s instead of %(old)s") % {"new": now, "old": then})
    said = {"name_zh", "name_en", "price_fen", "extra_zh", "price_minutes"}
    rest = dict.fromkeys(str(FIELDS[name]) for name in fields if name not in said)
    if rest:
        words.append(_("otherwise: %(what)s") % {"what": _(", ").join(rest)})
    return _("; ").join(words)
