"""Reads about rosters that were sent in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.elders.models import Elder
from accounts.refusals import NotFound
from accounts.rosters.enums import Verdict
from accounts.rosters.models import RosterRow, RosterUpload
from accounts.rosters.reading.faults import Fault

MENDED_BY_NUMBER = "birth_strange"  # unreadable birthdays beside a good number are mended in one go


@dataclass(frozen=True)
class Together:
    """Rows with the same fault and the same remedy. ``written`` are the cells as they stand, each once."""

    key: str
    field: str
    code: str
    written: tuple[str, ...]
    remedy: str
    rows: tuple[int, ...]


def uploads_within(codes: Iterable[str]) -> QuerySet[RosterUpload]:
    """Uploads for these region subtrees, the newest first."""
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(region__code__startswith=code)
    return RosterUpload.objects.filter(inside).select_related("region", "by__person").order_by("-uploaded_at", "-id")


def upload_for(user: Any, upload_id: UUID) -> RosterUpload:
    """The upload, if it is for a region of the user's territory. Raises NotAllowed, NotFound."""
    demand(user, Permission.ELDER_REGISTER)
    upload = uploads_within(territories(user, Permission.ELDER_REGISTER)).filter(id=upload_id).first()
    if upload is None:
        raise NotFound
    return upload


def elders_within(code: str) -> int:
    """How many are in the registry of a region subtree."""
    return Elder.objects.filter(person__home__code__startswith=code, left_on=None).count()


def rows_of_upload(upload: RosterUpload, verdict: Verdict | str = "") -> QuerySet[RosterRow]:
    """The rows in the order of the sheets, or those of one verdict."""
    rows = RosterRow.objects.filter(upload=upload).order_by("id")
    return rows.filter(verdict=verdict) if verdict else rows


def faults_of(row: RosterRow) -> list[Fault]:
    """What is wrong with a row."""
    return [Fault(*kept) for kept in (row.content or {}).get("faults", ())]


def mended_together(upload: RosterUpload) -> list[Together]:
    """Faults with a likely remedy, those that free the most rows first."""
    groups: dict[str, tuple[Fault, list[str], list[int]]] = {}
    for row in rows_of_upload(upload, Verdict.REJECT).iterator(chunk_size=1000):
        for fault in faults_of(row):
            if not fault.remedy:
                continue
            written = row.content["written"].get(fault.field, "")
            key = _group_key(fault, written)
            _fault, texts, numbers = groups.setdefault(key, (fault, [], []))
            texts.append(written)
            numbers.append(row.row)
    found = [
        Together(key, fault.field, fault.code, tuple(dict.fromkeys(texts)), fault.remedy, tuple(numbers))
        for key, (fault, texts, numbers) in groups.items()
    ]
    return sorted(found, key=lambda one: -len(one.rows))


def mendable_rows(groups: Iterable[Together]) -> int:
    """How many rows these remedies touch."""
    return len(Counter(number for one in groups for number in one.rows))


def _group_key(fault: Fault, written: str) -> str:
    if fault.code == MENDED_BY_NUMBER:
        return f"{fault.field}|{fault.code}"
    return f"{fault.field}|{fault.code}|{written}"
