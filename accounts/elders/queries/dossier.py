"""Reads of a dossier: what is in force, what is missing, what has become old, and who changed what."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.enums import Where
from accounts.elders.fields import FIELDS, Group
from accounts.elders.models import Change, Check, Elder, Fact, Guardian, Supporter, VisitContact, Whereabouts
from accounts.elders.queries.family import guardian_of, standing_supporters, visit_contacts_of

WHEREABOUTS_FRESH_DAYS = 365
# What stands in the elder's own row and counts for completeness like a required field: attribute → words.
OWN: dict[str, Any] = {
    "id_number": _("ID number"),
    "birth_on": pgettext_lazy("dossier", "Date of birth"),
    "address": _("Address"),
    "registered_id": _("Place of registration"),
}
REQUIRED = tuple(one for one in FIELDS.values() if one.required)
WITHOUT_KIN = {"NO_KIN", "EXTREME"}  # categories of those who may have no supporter at all
FAMILY_POINTS = 4  # supporters, where they are, guardian, first visitor
NOWHERE = Whereabouts(where=Where.UNKNOWN)
POINTS = len(REQUIRED) + len(OWN) + FAMILY_POINTS


@dataclass(frozen=True)
class Lack:
    """One thing a dossier does not know. ``code``: a field, an attribute of the elder, or a part of the family."""

    group: Group
    code: str
    title: Any
    supporter: Supporter | None = None  # whose whereabouts are not known


@dataclass(frozen=True)
class Stale:
    """A group with values that nobody has looked at for longer than they keep; ``since`` is the oldest's day."""

    group: Group
    since: date
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Completeness:
    """How whole and how fresh a dossier is. ``checked_days_ago`` None: nobody ever looked."""

    percent: int
    missing: list[Lack]
    stale: list[Stale]
    checked_days_ago: int | None


@dataclass(frozen=True)
class Dossier:
    """Everything a page or a rule asks about one elder, read in as few queries as it takes."""

    elder: Elder
    facts: dict[str, Fact]
    supporters: list[Supporter]
    guardian: Guardian | None
    contacts: list[VisitContact]
    checks: dict[str, Check] = field(default_factory=dict)

    def completeness(self, on: date) -> Completeness:
        return completeness(self.elder, self.facts, self.supporters, self.guardian, self.contacts, on)


def value(fact: Fact) -> Any:
    """What the fact says, as its field's kind stores it; None for one that is no longer known."""
    return json.loads(fact.value) if fact.value else None


def facts_of(elder: Elder) -> dict[str, Fact]:
    """Field code → the fact in force, with the day its group was last found still true. Two queries."""
    return _in_force(elder, checks_of(elder))


def values_of(elder: Elder) -> dict[str, Any]:
    """Field code → value, of what is known. Two queries."""
    return {code: value(fact) for code, fact in facts_of(elder).items()}


def checks_of(elder: Elder) -> dict[str, Check]:
    """Group → the latest check that found it as it stands. One query."""
    latest: dict[str, Check] = {}
    for check in Check.objects.filter(elder=elder).select_related("checked_by__person").order_by("as_of", "checked_at"):
        latest.update(dict.fromkeys(check.groups, check))
    return latest


def dossier_of(elder: Elder) -> Dossier:
    """Read the whole dossier."""
    checks = checks_of(elder)
    return Dossier(
        elder=elder,
        facts=_in_force(elder, checks),
        supporters=standing_supporters(elder),
        guardian=guardian_of(elder),
        contacts=visit_contacts_of(elder),
        checks=checks,
    )


def completeness(
    elder: Elder,
    facts: Mapping[str, Fact],
    supporters: Sequence[Supporter],
    guardian: Guardian | None,
    contacts: Iterable[VisitContact],
    on: date,
) -> Completeness:
    """Count what is missing and what is stale on a day. Pure: reads only what it is given.

    The percentage counts required fields, the elder's own data and the family in equal parts, rounded down: only a
    dossier without a gap has 100.
    """
    own = [Lack(Group.BASIC, code, title) for code, title in OWN.items() if not getattr(elder.person, code)]
    unknown = [Lack(one.group, one.code, one.title) for one in REQUIRED if one.code not in facts]
    family, points = _family_lacks(facts, supporters, guardian, contacts)
    missing = sorted([*own, *unknown, *family], key=lambda lack: list(Group).index(lack.group))
    known = POINTS - len(own) - len(unknown) - points
    ago = (on - elder.checked_on).days if elder.checked_on else None
    return Completeness(known * 100 // POINTS, missing, _stale(facts, supporters, on), ago)


def history_of(elder: Elder, *, limit: int = 200) -> list["Fact | Check | Change | Whereabouts"]:
    """Everything recorded, checked and corrected, newest first, with who did it. Five queries.

    What was said in dossiers that were put together with this one belongs to it.
    """
    elders = [elder.id, *Elder.objects.filter(merged_into=elder).values_list("id", flat=True)]
    parts: list[Any] = [
        *Fact.objects.filter(elder__in=elders)
        .select_related("recorded_by__person")
        .order_by("-recorded_at", "id")[:limit],
        *Check.objects.filter(elder__in=elders).select_related("checked_by__person").order_by("-checked_at")[:limit],
        *Change.objects.filter(elder__in=elders)
        .select_related("changed_by__person")
        .order_by("-changed_at", "id")[:limit],
        *Whereabouts.objects.filter(supporter__elder__in=elders)
        .select_related("supporter", "reported_by__person", "confirmed_by__person")
        .order_by("-reported_at", "id")[:limit],
    ]
    return sorted(parts, key=moment_of, reverse=True)[:limit]


def moment_of(entry: "Fact | Check | Change | Whereabouts") -> Any:
    """When an entry of the history was written."""
    match entry:
        case Fact():
            return entry.recorded_at
        case Check():
            return entry.checked_at
        case Change():
            return entry.changed_at
        case Whereabouts():
            return entry.reported_at


def _in_force(elder: Elder, checks: Mapping[str, Check]) -> dict[str, Fact]:
    found = {}
    for fact in Fact.objects.filter(elder=elder, superseded_at=None).select_related("recorded_by__person"):
        known = FIELDS.get(fact.field)
        if known is None or not fact.value:
            continue
        check = checks.get(known.group)
        fact.checked_on = check.as_of if check is not None and check.checked_at >= fact.recorded_at else None
        found[fact.field] = fact
    return {code: found[code] for code in FIELDS if code in found}


def _family_lacks(
    facts: Mapping[str, Fact],
    supporters: Sequence[Supporter],
    guardian: Guardian | None,
    contacts: Iterable[VisitContact],
) -> tuple[list[Lack], int]:
    """What is missing, and how many of FAMILY_POINTS that takes: three sons nobody can place are one gap."""
    missing: list[Lack] = []
    categories = value(facts["categories"]) if "categories" in facts else []
    if not supporters and not WITHOUT_KIN & set(categories):
        missing.append(Lack(Group.FAMILY, "supporters", _("Supporters")))
    nowhere = [one for one in supporters if (one.whereabouts_now or NOWHERE).where == Where.UNKNOWN]
    missing += [Lack(Group.FAMILY, "whereabouts", _("Where they are"), one) for one in nowhere]
    if guardian is None:
        missing.append(Lack(Group.FAMILY, "guardian", _("Guardian")))
    if not any(contact.lead for contact in contacts):
        missing.append(Lack(Group.CONTACT, "visitor", _("First visitor")))
    return missing, len({lack.code for lack in missing})


def _stale(facts: Mapping[str, Fact], supporters: Sequence[Supporter], on: date) -> list[Stale]:
    old: dict[Group, list[tuple[date, str]]] = {}
    for code, fact in facts.items():
        known = FIELDS[code]
        if (on - fact.true_on).days > known.fresh_days:
            old.setdefault(known.group, []).append((fact.true_on, code))
    for supporter in supporters:
        report = supporter.whereabouts_now
        if report is not None and (on - timezone.localdate(report.reported_at)).days > WHEREABOUTS_FRESH_DAYS:
            old.setdefault(Group.FAMILY, []).append((timezone.localdate(report.reported_at), "whereabouts"))
    return [
        Stale(group, min(day for day, _code in old[group]), tuple(dict.fromkeys(code for _day, code in old[group])))
        for group in Group
        if group in old
    ]
