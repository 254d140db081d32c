"""What the record says of families, for a whole county in a few statements.

What supporters give is sealed, so the newest notes of each are read and counted here; everything else is counted where
it lies. Nothing that is read speaks of an illness or of money somebody lacks.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from accounts.elders.models import CareAgreement, Elder
from services.honours.enums import Excluded
from services.honours.queries.carers import period
from services.honours.scoring import points_of
from services.incidents.enums import Kind as Happened
from services.incidents.enums import State as Stands
from services.incidents.models import Incident
from services.referrals.enums import Kind as Referred
from services.referrals.enums import State as Sent
from services.referrals.models import Referral
from services.visits.enums import Given, Kept, Outcome, UrgingState
from services.visits.models import SupporterNote, Urging, Visit

NEWEST = 3  # notes of each supporter that count: how it is now, not how it once was
LATELY = timedelta(days=30)
DUTIES = ("money", "care", "comfort")
PLACE = {Given.ENOUGH: 0, Given.SOME: 1, Given.NONE: 2}


@dataclass
class Duties:
    """Counts of one supporter, or of the family: how often enough, a little, nothing."""

    money: list[int] = field(default_factory=lambda: [0, 0, 0])
    care: list[int] = field(default_factory=lambda: [0, 0, 0])
    comfort: list[int] = field(default_factory=lambda: [0, 0, 0])
    contact: list[int] = field(default_factory=lambda: [0, 0])
    last_contact: date | None = None

    def add(self, given: dict[str, str], contact_on: date | None, seen_on: date) -> None:
        for duty in DUTIES:
            if given.get(duty) in PLACE:
                getattr(self, duty)[PLACE[Given(given[duty])]] += 1
        self.contact[1] += 1
        if contact_on is not None:
            self.contact[0] += seen_on - contact_on <= LATELY
            self.last_contact = max(contact_on, self.last_contact or contact_on)

    def as_facts(self) -> dict[str, Any]:
        last = self.last_contact.isoformat() if self.last_contact else None
        return {duty: getattr(self, duty) for duty in DUTIES} | {"contact": self.contact, "last_contact": last}


@dataclass
class Family:
    """The family of one elder. ``excluded``: why the record keeps them out; ``supporter_id`` stands for it."""

    elder_id: UUID
    region_code: str
    duties: Duties = field(default_factory=Duties)
    supporters: dict[UUID, Duties] = field(default_factory=dict)
    visits: set[UUID] = field(default_factory=set)
    gives_nothing: bool = False
    excluded: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        return {"visits": len(self.visits), **self.duties.as_facts(), **self.more}

    @property
    def supporter_id(self) -> UUID:
        """Who does most of it; of two alike the one written down first."""
        return min(self.supporters, key=lambda one: (-points_of("FAMILY", self.supporters[one].as_facts()), one))


def families_of(county: str, *, since: date, until: date, fewest: int) -> tuple[list[Family], int]:
    """Families of which at least ``fewest`` visits of these days wrote something down, and how many elders there are
    in all. Seven statements, whatever the size."""
    elders = Elder.objects.filter(left_on=None, person__home__code__startswith=county)
    found: dict[UUID, Family] = {}
    for row in _notes(county, since, until):
        _count(found, *row)
    told = {key: one for key, one in found.items() if len(one.visits) >= fewest}
    _mark(told, Excluded.NOTHING_GIVEN, (key for key, one in told.items() if one.gives_nothing))
    _urgings(told, county, since, until)
    _mark(told, Excluded.NEGLECT, _neglected(county))
    _mark(told, Excluded.HARM, _harmed(county, since, until))
    _agreements(told, county, since, until)
    return list(told.values()), elders.count()


def _notes(county: str, since: date, until: date) -> Iterable[tuple[Any, ...]]:
    span = period(since, until)
    newest = Window(RowNumber(), partition_by=F("supporter_id"), order_by=[F("visit__happened_at").desc()])
    notes = SupporterNote.objects.filter(
        elder__person__home__code__startswith=county,
        elder__left_on=None,
        supporter__ended_on=None,
        visit__outcome=Outcome.VISITED,
        visit__happened_at__gte=span["from_at"],
        visit__happened_at__lt=span["to_at"],
    )
    rows = notes.annotate(turn=newest).filter(turn__lte=NEWEST)
    columns = ("elder_id", "elder__person__home_id", "supporter_id", "supporter__able", "visit_id", "turn")
    return rows.values_list(*columns, "visit__happened_at__date", "given", "last_contact_on").iterator(chunk_size=5000)


def _count(
    found: dict[UUID, Family],
    elder: UUID,
    home: str,
    supporter: UUID,
    able: bool,
    visit: UUID,
    turn: int,
    seen_on: date,
    given: Any,
    contact_on: date | None,
) -> None:
    family = found.setdefault(elder, Family(elder, home))
    own = family.supporters.setdefault(supporter, Duties())
    noted = given or {}
    for counts in (own, family.duties):
        counts.add(noted, contact_on, seen_on)
    family.visits.add(visit)
    if able and turn == 1 and any(noted.get(duty) == Given.NONE for duty in DUTIES):
        family.gives_nothing = True


def _mark(found: dict[UUID, Family], why: str, elders: Iterable[UUID]) -> None:
    """The gravest reason is marked last, and stays."""
    for elder in list(elders):
        if elder in found:
            found[elder].excluded = why


def _urgings(found: dict[UUID, Family], county: str, since: date, until: date) -> None:
    span = period(since, until)
    rows = (
        Urging.objects.filter(region_code__startswith=county, opened_at__lt=span["to_at"])
        .values("elder_id")
        .annotate(
            asked=Count("id", filter=Q(opened_at__gte=span["from_at"])),
            answered=Count("id", filter=Q(opened_at__gte=span["from_at"], answered_at__isnull=False)),
            waits=Count("id", filter=Q(state=UrgingState.OPEN)),
        )
    )
    for row in rows:
        family = found.get(row["elder_id"])
        if family is None:
            continue
        family.more |= {"asked": row["asked"], "answered": row["answered"]}
        if row["waits"]:
            family.excluded = Excluded.OPEN_URGING


def _neglected(county: str) -> Iterable[UUID]:
    rows = Referral.objects.filter(kind=Referred.NEGLECT, elder__person__home__code__startswith=county)
    return rows.exclude(state__in=[Sent.WITHDRAWN, Sent.REFUSED]).values_list("elder_id", flat=True)


def _harmed(county: str, since: date, until: date) -> Iterable[Any]:
    span = period(since, until)
    rows = Incident.objects.filter(
        kind=Happened.UNLAWFUL_HARM,
        region__code__startswith=county,
        elder__isnull=False,
        reported_at__gte=span["from_at"],
        reported_at__lt=span["to_at"],
    )
    nothing = (Stands.FALSE_ALARM, Stands.DUPLICATE, Stands.TAKEN_BACK)
    return rows.exclude(state__in=nothing).values_list("elder_id", flat=True)


def _agreements(found: dict[UUID, Family], county: str, since: date, until: date) -> None:
    """Whether who agreed to care did care, as visits found it."""
    held = CareAgreement.objects.filter(
        elder__person__home__code__startswith=county, revoked_at=None, starts_on__lte=until, ends_on__gte=until
    )
    elders = [elder for elder in held.values_list("elder_id", flat=True).distinct() if elder in found]
    kept: defaultdict[UUID, list[int]] = defaultdict(lambda: [0, 0])
    span = period(since, until)
    asked = Visit.objects.filter(
        elder__in=elders, happened_at__gte=span["from_at"], happened_at__lt=span["to_at"], outcome=Outcome.VISITED
    )
    for elder, answers in asked.values_list("elder_id", "answers"):
        care = (answers or {}).get("care")
        if care in Kept.values:
            kept[elder][0] += care == Kept.KEPT
            kept[elder][1] += 1
    for elder in elders:
        found[elder].more |= {"agreement": True, "kept": kept[elder]}
