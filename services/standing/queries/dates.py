"""The next days of a standing order, as its page lists them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from services.standing.enums import OccurrenceState
from services.standing.models import Occurrence, StandingOrder
from services.standing.queries.effects import days_due

FAR = timedelta(days=400)


@dataclass(frozen=True)
class ComingDay:
    """A day, with its row when there is one already."""

    on: date
    row: Occurrence | None

    @property
    def skipped(self) -> bool:
        return self.row is not None and self.row.state == OccurrenceState.SKIPPED


def next_days(standing: StandingOrder, *, at: datetime, most: int = 3, far: timedelta = FAR) -> list[ComingDay]:
    """The next days by the rhythm, pauses left out and days left out shown as such; and claimed ones that stay."""
    until = timezone.localdate(at) + far
    rows = {
        row.on: row
        for row in standing.occurrences.filter(on__gte=timezone.localdate(at))
        .select_related("order")
        .prefetch_related("order__assignments__person")
    }
    days = set(days_due(standing.rhythm, standing.pauses.all(), standing.clock, at=at, until=until))
    days |= {day for day, row in rows.items() if row.order is not None and row.order.starts_at > at}
    return [ComingDay(day, rows.get(day)) for day in sorted(days)[:most]]
