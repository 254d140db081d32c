"""The plan of a place and what is behind: village by village, and one village in detail."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.elders.models import Elder, VisitContact
from accounts.regions.enums import CODE_LENGTH, Level
from accounts.regions.models import Region
from services.visits.enums import Outcome, UrgingState, WindowState
from services.visits.models import Urging, Visit, Window

LOOKED_BACK_DAYS = 30
TOWNSHIP = CODE_LENGTH[Level.TOWNSHIP]


@dataclass
class Row:
    """One place: its elders, the unpaired, and of the last days what was seen, tried, missed and is late now."""

    region: Region
    elders: int = 0
    unpaired: int = 0
    late: int = 0
    due: int = 0
    missed: int = 0
    seen: int = 0
    tried: int = 0
    urgings: int = 0

    @property
    def behind(self) -> bool:
        return bool(self.late or self.missed)


def inside(codes: Iterable[str], way: str) -> Q:
    """Rows whose region code (``way`` to it) lies in one of these subtrees."""
    found = Q(pk__in=[])
    for code in codes:
        found |= Q(**{f"{way}__startswith": code})
    return found


def arrears(places: Iterable[Region], *, today: date) -> list[Row]:
    """The places with their figures, those furthest behind first. Five queries, whatever their number."""
    rows = {place.code: Row(place) for place in places}
    if not rows:
        return []
    codes, since = list(rows), today - timedelta(days=LOOKED_BACK_DAYS)
    home, led = "person__home_id", VisitContact.objects.filter(elder=OuterRef("id"), until=None, lead=True)
    elders = Elder.objects.filter(inside(codes, "person__home__code"), left_on=None).annotate(paired=Exists(led))
    _add(rows, elders.values(home).annotate(elders=Count("id"), unpaired=Count("id", filter=Q(paired=False))), home)
    home = "elder__person__home_id"
    late, due = Q(state=WindowState.OPEN, due_on__lt=today), Q(state=WindowState.OPEN, due_on=today)
    missed = Q(state=WindowState.MISSED, expires_on__gte=since)
    windows = Window.objects.filter(inside(codes, "elder__person__home__code")).filter(
        Q(state=WindowState.OPEN) | missed
    )
    counted = windows.values(home).annotate(
        late=Count("elder", filter=late, distinct=True),
        due=Count("elder", filter=due, distinct=True),
        missed=Count("id", filter=missed),
    )
    _add(rows, counted, home)
    visits = Visit.objects.filter(inside(codes, "region_code"), happened_at__date__gte=since)
    met = Q(outcome=Outcome.VISITED)
    seen = visits.values("region_code").annotate(
        seen=Count("elder", filter=met, distinct=True), tried=Count("id", filter=~met)
    )
    _add(rows, seen, "region_code")
    urged = Urging.objects.filter(inside(codes, "region_code")).exclude(state=UrgingState.CLOSED)
    _add(rows, urged.values("region_code").annotate(urgings=Count("id")), "region_code")
    return sorted(rows.values(), key=lambda row: (-row.late, -row.missed, row.region.code))


def _add(rows: dict[str, Row], counted: Iterable[Any], home: str) -> None:
    """Counts of villages go to the place of the list they lie in."""
    for one in counted:
        code = str(one.pop(home))
        for place, row in rows.items():
            if code.startswith(place):
                for name, number in one.items():
                    setattr(row, name, getattr(row, name) + number)


def windows_in(codes: Iterable[str]) -> QuerySet[Window]:
    """The open windows of these region subtrees, the most urgent first."""
    windows = Window.objects.filter(inside(codes, "elder__person__home__code"), state=WindowState.OPEN)
    return windows.select_related("elder__person__home").order_by("due_on", "elder", "id")


def leads_of(elder_ids: Iterable[object]) -> dict[object, VisitContact]:
    """Elder id → who comes first."""
    rows = VisitContact.objects.filter(elder__in=list(elder_ids), until=None, lead=True).defer("phone")
    return {row.elder_id: row for row in rows}
