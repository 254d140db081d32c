"""What a certificate would say. The page that shows it beforehand and the action that issues it ask here."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import ExtractYear

from accounts.people.models import Person
from accounts.regions.enums import CODE_LENGTH, Level
from accounts.regions.models import Region
from accounts.regions.queries import full_name, path, village_committee
from services.orders.models import ServiceRecord
from services.orders.queries.records import current_records
from timebank.certificates.facts import Facts, Row
from timebank.ledger.canonical_json import canonical
from timebank.ledger.queries.checkpoints import latest

MOST_ROWS = 8  # kinds of work in the table; what is left over is added up in the last one
MOST_PLACES = 2


@dataclass(frozen=True)
class Scope:
    """Which services a certificate counts: all of them, those of a year, or of days from one to another."""

    since: date | None = None
    until: date | None = None

    @property
    def text(self) -> str:
        """``all``, ``2026`` or ``2026-01-01/2026-06-30``: what is stored, and compared."""
        if self.since is None or self.until is None:
            return "all"
        if self == year_scope(self.since.year):
            return str(self.since.year)
        return f"{self.since}/{self.until}"


def year_scope(year: int) -> Scope:
    return Scope(date(year, 1, 1), date(year, 12, 31))


def certified_records(person_id: UUID, scope: Scope) -> list[ServiceRecord]:
    """The records that count in it, in the order of days: corrected to nothing is not counted."""
    records = current_records().filter(person=person_id, minutes__gt=0).order_by("served_on", "id")
    if scope.since is not None and scope.until is not None:
        records = records.filter(served_on__range=(scope.since, scope.until))
    return list(records)


def years_served(person_id: UUID) -> list[int]:
    """Years with services, latest first."""
    years = current_records().filter(person=person_id, minutes__gt=0).annotate(year=ExtractYear("served_on"))
    return list(years.values_list("year", flat=True).distinct().order_by("-year"))


def minutes_served(person_id: UUID) -> int:
    """All minutes a person has actually served, by their records."""
    total = current_records().filter(person=person_id).aggregate(total=Sum("minutes", default=0))["total"]
    return int(total)


def county_of(person: Person) -> Region:
    """The county whose numbers a person's certificates carry."""
    above = path(person.home_id)
    return next((region for region in above if region.level == Level.COUNTY), above[-1])


def facts_for(person: Person, scope: Scope) -> Facts | None:
    """What a certificate would state; None while there is nothing to certify.

    Time is what was actually served. Beyond the name nothing is said of the person without their consent.
    """
    records = certified_records(person.id, scope)
    if not records:
        return None
    return Facts(
        name=person.name,
        since=records[0].served_on,
        until=records[-1].served_on,
        services=len(records),
        minutes=sum(record.minutes for record in records),
        issuer=_issuer(person, records),
        rows=_rows(records),
        records_sha256=_digest(records),
        about=_about(person),
        sealed=_sealed(),
    )


def _sealed() -> dict[str, Any] | None:
    """How far the books are sealed today, so that the paper and the notice board can be compared."""
    checkpoint = latest()
    return {"number": checkpoint.number, "root": bytes(checkpoint.root).hex()} if checkpoint is not None else None


def _issuer(person: Person, records: Sequence[ServiceRecord]) -> str:
    """The one unit that kept all of them, else the committee of the village where the volunteer lives."""
    organisers = {record.organiser for record in records}
    if len(organisers) == 1:
        return next(iter(organisers))
    home = person.home
    if len(home.code) < CODE_LENGTH[Level.VILLAGE]:
        return full_name(home)
    town = path(home.code)[-2].name
    return f"{town}{village_committee(home.name)}"


def _rows(records: Sequence[ServiceRecord]) -> tuple[Row, ...]:
    """What was done, the longest first; what does not fit is added up."""
    kinds: dict[str, list[ServiceRecord]] = defaultdict(list)
    for record in records:
        kinds[record.content].append(record)
    rows = [_row(content, found[0].content_en or content, found) for content, found in kinds.items()]
    rows.sort(key=lambda row: (-row.minutes, row.zh))
    if len(rows) <= MOST_ROWS:
        return tuple(rows)
    shown = rows[: MOST_ROWS - 1]
    rest = [record for row in rows[MOST_ROWS - 1 :] for record in kinds[row.zh]]
    return (*shown, _row("其他服务", "Other services", rest))


def _row(zh: str, en: str, records: Sequence[ServiceRecord]) -> Row:
    places = Counter(record.place for record in records).most_common(MOST_PLACES)
    return Row(zh, en, tuple(place for place, _times in places), len(records), sum(r.minutes for r in records))


def _digest(records: Sequence[ServiceRecord]) -> str:
    """SHA-256 over the records in their order: id, day, minutes and content of each."""
    told = [[str(r.id), r.served_on.isoformat(), r.minutes, r.content, r.place, r.organiser] for r in records]
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def _about(person: Person) -> dict[str, str]:
    if person.record_consent_on is None:
        return {}
    about = {"gender": str(person.gender), "home": "".join(region.name for region in path(person.home_id)[2:])}
    if person.birth_on is not None:
        about["born"] = f"{person.birth_on:%Y-%m}"
    return about
