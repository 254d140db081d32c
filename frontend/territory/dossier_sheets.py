"""The sheets of a dossier: one for each group, with what is known, what is not, and what has become old."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.elders.fields import FIELDS, Field, Group
from accounts.elders.models import Fact
from accounts.elders.queries.dossier import Completeness, Dossier, Lack, value
from frontend.shell.fact_words import value_text
from frontend.shell.wording import name_text
from frontend.territory.dossier_words import ago_text, name_of, seen_text

FACT_GROUPS = (Group.BASIC, Group.HEALTH, Group.ECONOMY, Group.LIVING, Group.NEEDS)
Seen = tuple[date, str, str]
LONG = 18  # characters that need the whole width
SAID_ONE_BY_ONE = 2  # more gaps than this in one group are counted, not named


@dataclass(frozen=True)
class Row:
    """One value. ``note`` tells its day and source where they differ from the sheet's."""

    title: Any
    text: str = ""
    note: str = ""
    stale: bool = False
    missing: bool = False
    long: bool = False


@dataclass(frozen=True)
class Sheet:
    """One group. ``mood``: "" all well, "old" something stale, "none" something missing."""

    group: Group
    rows: list[Row]
    unasked: list[str]
    seen: str = ""
    old: str = ""
    mood: str = ""

    @property
    def anchor(self) -> str:
        return self.group.value.lower()


@dataclass(frozen=True)
class Gap:
    """One part of the banner: a link to where it is, and what is the matter."""

    anchor: str
    words: str
    rest: str


@dataclass(frozen=True)
class Banner:
    """The dossier in one sentence."""

    percent: int
    gaps: list[Gap] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.gaps


def sheets_of(dossier: Dossier, found: Completeness, on: date) -> list[Sheet]:
    """A sheet for every group that has fields, in the order of the notices."""
    return [_sheet(group, dossier, found, on) for group in FACT_GROUPS]


def moods(found: Completeness) -> dict[str, str]:
    """Group → "", "old" or "none": what its sign says."""
    told = dict.fromkeys((group.value for group in Group), "")
    told |= {one.group.value: "old" for one in found.stale}
    told |= {one.group.value: "none" for one in found.missing}
    return told


def banner_of(found: Completeness, on: date) -> Banner:
    """What is missing and what is old, named where there is little of it."""
    gaps = [Gap(one.group.value.lower(), str(one.group.label), ago_text(one.since, on)) for one in found.stale]
    by_group: dict[Group, list[Lack]] = {}
    for lack in found.missing:
        by_group.setdefault(lack.group, []).append(lack)
    for group, lacks in by_group.items():
        anchor = group.value.lower()
        if len(lacks) > SAID_ONE_BY_ONE:
            count = ngettext("%(n)s thing not filled in", "%(n)s things not filled in", len(lacks)) % {"n": len(lacks)}
            gaps.append(Gap(anchor, str(group.label), count))
        else:
            gaps += [Gap(anchor, _words(lack), _("not filled in")) for lack in lacks]
    return Banner(found.percent, gaps)


def _words(lack: Lack) -> str:
    if lack.supporter is not None:
        return _("Where %(name)s is") % {"name": name_text(lack.supporter.name)}
    return str(lack.title)


def _sheet(group: Group, dossier: Dossier, found: Completeness, on: date) -> Sheet:
    fields = [one for one in FIELDS.values() if one.group == group]
    facts = [dossier.facts[one.code] for one in fields if one.code in dossier.facts]
    seen = [_seen(fact, dossier, group) for fact in facts]
    usual = Counter(seen).most_common(1)[0][0] if seen else None  # said once at the head, not beside each value
    old = {code for one in found.stale if one.group == group for code in one.codes}
    since = next((one.since for one in found.stale if one.group == group), None)
    rows = [
        _row(one, dossier.facts.get(one.code), dossier, usual, stale=one.code in old)
        for one in fields
        if one.code in dossier.facts or one.required
    ]
    unasked = [str(one.title) for one in fields if one.code not in dossier.facts and not one.required]
    words = seen_text(*usual) if usual else ""
    return Sheet(group, rows, unasked, words, ago_text(since, on) if since else "", moods(found)[group.value])


def _seen(fact: Fact, dossier: Dossier, group: Group) -> Seen:
    """On which day, from where and by whom a value was last known: recorded, or found still true."""
    check = dossier.checks.get(group.value)
    if check is not None and fact.checked_on is not None and fact.checked_on >= fact.as_of:
        return fact.checked_on, check.source, name_of(check.checked_by)
    return fact.as_of, fact.source, name_of(fact.recorded_by)


def _row(one: Field, fact: Fact | None, dossier: Dossier, usual: Seen | None, *, stale: bool) -> Row:
    if fact is None:
        return Row(one.title, missing=True)
    text = value_text(one, value(fact))
    seen = _seen(fact, dossier, one.group)
    note = "" if seen == usual else seen_text(*seen)
    return Row(one.title, text, note, stale=stale, long=len(text) > LONG or bool(note))
