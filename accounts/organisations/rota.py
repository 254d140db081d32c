"""When a member can be sent. Pure: rows in, answers out."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

ABSENT, OUTSIDE_HOURS = "absent", "outside_hours"
WHOLE_DAY = (time.min, time.max)


@dataclass(frozen=True)
class Rota:
    """``hours`` by weekday, 0 is Monday; with none the member can be asked any time. ``away``: first and last day."""

    hours: dict[int, tuple[time, time]] = field(default_factory=dict)
    away: tuple[tuple[date, date], ...] = ()

    def is_away(self, day: date) -> bool:
        """True on a day of leave."""
        return any(first <= day <= last for first, last in self.away)

    def on(self, day: date) -> tuple[time, time] | None:
        """From when until when the member can be sent on a day; None when not at all."""
        if self.is_away(day):
            return None
        return self.hours.get(day.weekday()) if self.hours else WHOLE_DAY

    def against(self, starts_at: datetime, ends_at: datetime) -> str:
        """``absent``, ``outside_hours``, or empty when nothing speaks against going there."""
        first, last = timezone.localtime(starts_at), timezone.localtime(ends_at)
        if self.is_away(first.date()) or self.is_away(last.date()):
            return ABSENT
        if not self.hours:
            return ""
        span = self.on(first.date())
        fits = span is not None and first.date() == last.date() and span[0] <= first.time() and last.time() <= span[1]
        return "" if fits else OUTSIDE_HOURS
