"""Rules in words: what a value says, who set it, since when. For the county's pages and for everybody's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from accounts.policies.kinds import Ascending, Choice, Table, Whole
from accounts.policies.queries import Applied, Rulebook
from accounts.policies.rules import RULES
from accounts.policies.shape import (
    DAYS,
    HOURS,
    HOUSE,
    KM,
    KM_H,
    MEALS,
    MINUTES,
    MONTHS,
    O_CLOCK,
    PEOPLE,
    PER_CENT,
    POINTS,
    REPORTS,
    SPAN_YEARS,
    TEXTS,
    VISITORS,
    VISITS,
    WORKING_DAYS,
    Group,
    Rule,
)
from frontend.shell.wording import minutes_text, place_text
from services.catalogue.models import Category
from services.catalogue.queries import categories


@dataclass(frozen=True)
class Said:
    """A rule as it holds somewhere: its value in words, whose word it is, on what ground, since when."""

    rule: Rule
    value: str
    place: str  # empty: the house's own default
    citation: str
    since: date | None

    @property
    def anchor(self) -> str:
        return self.rule.code


@dataclass(frozen=True)
class Chapter:
    """A group of rules under its heading."""

    group: Group
    rules: list[Said]


def kinds_of_service() -> dict[str, Category]:
    """Category code → category, in the order of the service list. One query."""
    return {category.code: category for category in categories()}


def value_text(rule: Rule, value: Any, kinds: Mapping[str, Category]) -> str:
    """``15 分``, ``没有上限``, ``助浴 130%``: a typed value as people say it."""
    kind = rule.kind
    if isinstance(kind, Whole):
        if value is None:
            return str(kind.without)
        return str(kind.zero) if value == 0 and kind.zero else amount_text(value, kind.unit)
    if isinstance(kind, Choice):
        return str(dict(kind.options).get(value, value))
    if isinstance(kind, Ascending):
        if kind.unit == DAYS:
            return _("%(numbers)s days ahead") % {"numbers": _(", ").join(str(one) for one in value)}
        return _("%(numbers)s hours") % {"numbers": _(", ").join(f"{one:,}" for one in value)}
    if isinstance(kind, Table):
        parts = [f"{kinds[code].name if code in kinds else code} {per_cent}%" for code, per_cent in value.items()]
        return _(", ").join(parts) or _("an hour is an hour, whatever was done")
    raise AssertionError(kind)


def amount_text(number: int, unit: str) -> str:
    """``120 天``, ``18 岁``, ``200%``, ``8 小时``."""
    facts = {"number": f"{number:,}"}
    if unit == MINUTES:
        return minutes_text(number)
    if unit == PER_CENT:
        return f"{number}%"
    if unit == HOURS:
        return ngettext("%(number)s hour", "%(number)s hours", number) % facts
    if unit == DAYS:
        return ngettext("%(number)s day", "%(number)s days", number) % facts
    if unit == WORKING_DAYS:
        return ngettext("%(number)s working day", "%(number)s working days", number) % facts
    if unit == O_CLOCK:
        return f"{number}:00"
    if unit == TEXTS:
        return ngettext("%(number)s text message", "%(number)s text messages", number) % facts
    if unit == REPORTS:
        return ngettext("%(number)s emergency", "%(number)s emergencies", number) % facts
    if unit == VISITS:
        return ngettext("%(number)s visit", "%(number)s visits", number) % facts
    if unit == MEALS:
        return ngettext("%(number)s meal", "%(number)s meals", number) % facts
    if unit == PEOPLE:
        return ngettext("%(number)s person", "%(number)s people", number) % facts
    if unit == VISITORS:
        return ngettext("%(number)s visitor", "%(number)s visitors", number) % facts
    if unit == KM:
        return _("%(number)s km") % facts
    if unit == KM_H:
        return _("%(number)s km/h") % facts
    if unit == MONTHS:
        return ngettext("%(number)s month", "%(number)s months", number) % facts
    if unit == SPAN_YEARS:
        return npgettext("span", "%(number)s year", "%(number)s years", number) % facts
    if unit == POINTS:
        return ngettext("%(number)s point", "%(number)s points", number) % facts
    return ngettext("%(number)s year", "%(number)s years", number) % facts


def citation_text(citation: str) -> str:
    """The ground as it is cited; the house's own defaults in the reader's language."""
    return _("our own rules, until the county sets some") if citation == HOUSE else citation


def period_text(since: date | None, until: date | None) -> str:
    """``2026-11-20 起``, ``2026-11-20 到 2027-01-01``; ``until`` is the first day after it."""
    facts = {
        "since": since.isoformat() if since else "",
        "until": (until - timedelta(days=1)).isoformat() if until else "",
    }
    if since and until:
        return _("%(since)s to %(until)s") % facts
    if since:
        return _("from %(since)s on") % facts
    return _("until %(until)s") % facts if until else _("always")


def chapters(book: Rulebook, kinds: Mapping[str, Category], names: Mapping[str, str]) -> list[Chapter]:
    """Every rule of a rulebook in words, by group; ``names`` of the places by code."""
    found: dict[Group, list[Said]] = {group: [] for group in Group}
    for applied in book:
        rule = RULES[applied.code]
        found[rule.group].append(said(rule, applied, kinds, names))
    return [Chapter(group, rules) for group, rules in found.items()]


def said(rule: Rule, applied: Applied, kinds: Mapping[str, Category], names: Mapping[str, str]) -> Said:
    """One rule in words."""
    name = names.get(applied.region_code, "")
    return Said(
        rule=rule,
        value=value_text(rule, applied.value, kinds),
        place=place_text(name) if name else "",
        citation=citation_text(applied.citation),
        since=applied.since,
    )


def changes_text(changes: Mapping[str, Any], kinds: Mapping[str, Category], *, limit: int = 3) -> str:
    """``时间取整 15 分，一天最多 8 小时``: what a draft says, in one line."""
    known = [rule for code, rule in RULES.items() if code in changes]
    parts = [f"{rule.title} {value_text(rule, changes[rule.code], kinds)}" for rule in known]
    shown = _(", ").join(parts[:limit])
    more = len(parts) - limit
    if more <= 0:
        return shown
    return ngettext("%(shown)s and %(more)s more", "%(shown)s and %(more)s more", more) % {"shown": shown, "more": more}
