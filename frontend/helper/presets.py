"""A time that is probably right, so that a usual thing is ordered without choosing one. Pure: told the time."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

AHEAD = timedelta(hours=1)
HALF_HOUR_S = 1800
FIRST, LAST = time(7), time(19)  # nobody is visited earlier or later unless somebody says so
MORNING = time(9)
DAYS_SHOWN = 7
SLOTS = (7, 8, 9, 10, 11, 11.5, 14, 15, 16, 17, 18)  # hours


def likely_start(now: datetime, *, before: datetime | None) -> datetime:
    """When the same thing was ordered ``before``: that clock time again, the first that is an hour ahead or more.

    Else, also when ``before`` was in the evening or night, which is nobody's usual hour: the next half hour an hour
    ahead, and the morning after when that falls into the night.
    """
    soonest = timezone.localtime(now + AHEAD)
    clock = timezone.localtime(before).time() if before is not None else None
    if clock is not None and FIRST <= clock <= LAST:
        again = _at(soonest.date(), clock)
        return again if again >= soonest else _at(soonest.date() + timedelta(days=1), clock)
    midnight = _at(soonest.date(), time())
    halves = -(-int((soonest - midnight).total_seconds()) // HALF_HOUR_S)
    start = midnight + timedelta(seconds=halves * HALF_HOUR_S)
    if start.date() == soonest.date() and FIRST <= start.time() <= LAST:
        return start
    morning = _at(soonest.date(), MORNING)
    return morning if morning >= soonest else morning + timedelta(days=1)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


def days_from(now: datetime, *, slots: Iterable[time]) -> list[date]:
    """Today while one of the clock times is still to come, and days after it: seven in all."""
    local = timezone.localtime(now)
    first = 0 if any(slot > local.time() for slot in slots) else 1
    return [local.date() + timedelta(days=first + ahead) for ahead in range(DAYS_SHOWN)]


def slots_with(*more: datetime) -> list[time]:
    """The usual clock times and those of ``more``, in order, each once."""
    hours = {time(int(hour), round(hour % 1 * 60)) for hour in SLOTS}
    return sorted(hours | {timezone.localtime(moment).time().replace(second=0, microsecond=0) for moment in more})
