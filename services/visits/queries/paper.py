"""Sheets that were printed, and what is there already of what stands on them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.elders.models import Elder
from accounts.refusals import NotFound
from services.visits.models import PaperSheet, Visit
from services.visits.queries.reach import visitable


@dataclass(frozen=True)
class SheetRow:
    """An elder of the sheet; ``there``: what its person wrote down of them since it was printed."""

    elder: Elder
    there: Visit | None


def sheet_for(user: Any, sheet_id: UUID) -> tuple[PaperSheet, list[SheetRow]]:
    """The sheet with those of its elders whom the login may look in on. Raises NotAllowed, NotFound (none of them)."""
    sheet = PaperSheet.objects.select_related("person").filter(id=sheet_id).first()
    if sheet is None:
        visitable(user)
        raise NotFound
    elders = {str(one.id): one for one in visitable(user).filter(id__in=sheet.elders)}
    if not elders:
        raise NotFound
    there = already_there(sheet, list(elders.values()))
    return sheet, [SheetRow(elders[key], there.get(elders[key].id)) for key in sheet.elders if key in elders]


def already_there(sheet: PaperSheet, elders: list[Elder]) -> dict[UUID, Visit]:
    """Elder id → the visit by the sheet's person since the morning it was printed. One query."""
    morning = timezone.localtime(sheet.printed_at).replace(hour=0, minute=0, second=0, microsecond=0)
    who = Q(by__person=sheet.person_id, visitor=None) | Q(visitor=sheet.person_id)
    rows = Visit.objects.filter(who, elder__in=elders, happened_at__gte=morning).order_by("happened_at")
    return {one.elder_id: one for one in rows}
