"""Reads about dossiers that may be, or were, two of one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.enums import MergeState, Source
from accounts.elders.fields import FIELDS
from accounts.elders.models import Elder, Fact, Merge, Pair
from accounts.elders.queries.dossier import facts_of
from accounts.refusals import NotFound

# Attributes of the person that one dossier or the other is believed for.
PERSON_PARTS = ("name", "gender", "birth_on", "id_number", "phone", "home_id", "registered_id", "address")
PHOTO = "photo"
# Whom one believes: a paper read on a visit before a roster typed by somebody else. Later wins among equals.
TRUST = {Source.IMPORT: 0}


@dataclass(frozen=True)
class Side:
    """One dossier's word on a part: the value as stored, where it comes from, of which day."""

    value: Any
    source: str = ""
    day: date | None = None


@dataclass(frozen=True)
class Part:
    """One thing both dossiers may know. ``take`` is what the house would choose: True the absorbed one's."""

    code: str
    kept: Side | None
    absorbed: Side | None
    take: bool
    ask: bool  # both know something, and not the same


def standing_pairs(codes: Iterable[str]) -> QuerySet[Pair]:
    """Pairs that nobody has answered yet and that lie wholly in these region subtrees, the surest first.

    What waits for a second person already is answered by one.
    """
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(common__startswith=code)
    both = ("first__person__home", "second__person__home")
    here = Pair.objects.filter(inside, different_at=None, first__left_on=None, second__left_on=None)
    asked = Merge.objects.filter(
        Q(kept=OuterRef("first"), absorbed=OuterRef("second")) | Q(kept=OuterRef("second"), absorbed=OuterRef("first")),
        state=MergeState.OPEN,
    )
    return here.filter(~Exists(asked)).select_related(*both).order_by("alike", "id")


def open_merges(codes: Iterable[str]) -> QuerySet[Merge]:
    """What was asked for in these subtrees and waits for a second person, the oldest first."""
    kept, absorbed = Q(pk__in=[]), Q(pk__in=[])
    for code in codes:
        kept |= Q(kept__person__home__code__startswith=code)
        absorbed |= Q(absorbed__person__home__code__startswith=code)
    rows = Merge.objects.filter(kept, absorbed, state=MergeState.OPEN)
    return rows.select_related("kept__person", "absorbed__person", "asked_by__person").order_by("asked_at", "id")


def merge_for(user: Any, merge_id: UUID) -> Merge:
    """One request, for those who answer for both homes; NotAllowed or NotFound otherwise."""
    demand(user, Permission.ELDER_REGISTER)
    people = ("kept__person__home", "absorbed__person__home", "asked_by__person", "decided_by__person")
    asked = Merge.objects.select_related(*people).filter(id=merge_id).first()
    if asked is None:
        raise NotFound
    for elder in (asked.kept, asked.absorbed):
        demand(user, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
    return asked


def keep_first(one: Elder, other: Elder, *, heavy: frozenset[UUID] = frozenset()) -> tuple[Elder, Elder]:
    """Which of two the house would keep: one of ``heavy`` (what cannot move), then the fuller, then the older."""

    def weight(elder: Elder) -> tuple[bool, bool, int, float]:
        age = -elder.registered_at.timestamp()
        return elder.id in heavy, bool(elder.person.id_number), elder.complete_percent, age

    return (one, other) if weight(one) >= weight(other) else (other, one)


def compare(kept: Elder, absorbed: Elder) -> list[Part]:
    """Everything either knows, value by value: first the person's own, then the fields in the order of the dossier."""
    parts = [_person_part(code, kept, absorbed) for code in PERSON_PARTS]
    known, other = facts_of(kept), facts_of(absorbed)
    parts += [_part(code, _side(known.get(code)), _side(other.get(code))) for code in FIELDS]
    return [part for part in parts if part.kept is not None or part.absorbed is not None]


def _person_part(code: str, kept: Elder, absorbed: Elder) -> Part:
    sides = []
    for elder in (kept, absorbed):
        value = getattr(elder.person, code)
        sides.append(Side(value, day=elder.checked_on) if value not in (None, "") else None)
    return _part(code, *sides)


def _side(fact: Fact | None) -> Side | None:
    return Side(fact.value, fact.source, fact.true_on) if fact is not None else None


def _part(code: str, kept: Side | None, absorbed: Side | None) -> Part:
    differ = kept is not None and absorbed is not None and kept.value != absorbed.value
    return Part(code, kept, absorbed, _better(kept, absorbed), differ)


def _better(kept: Side | None, absorbed: Side | None) -> bool:
    """True when the absorbed dossier's word is the better sourced, or as good and newer."""
    if absorbed is None:
        return False
    if kept is None:
        return True
    if kept.value == absorbed.value:
        return False

    def rank(side: Side) -> tuple[int, date]:
        return TRUST.get(Source(side.source), 1) if side.source else 1, side.day or date.min

    return rank(absorbed) > rank(kept)
