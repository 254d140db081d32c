"""Working days in China, make-up days included: for time limits that the law counts in them.

The state fixes the holidays of a year only in the autumn before it. For years the calendar does not know yet
Monday to Friday are counted, and the answer says that it is provisional.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from holidays.countries.china import China

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Due:
    """The last day on which something is in time. ``provisional``: its year's holidays are not fixed yet."""

    on: date
    provisional: bool


def is_fixed(year: int) -> bool:
    """True when the holidays and make-up days of the year are known."""
    return year in _calendar(year).special_public_holidays


@cache
def _calendar(year: int) -> Any:
    return China(years=year)


def is_working_day(day: date) -> bool:
    """By the state's calendar where it is known, else Monday to Friday."""
    if is_fixed(day.year):
        return bool(_calendar(day.year).is_working_day(day))
    return day.weekday() < SATURDAY


def due(day: date, working_days: int) -> Due:
    """The ``working_days``-th working day after ``day``, which itself does not count."""
    fixed, last = True, day
    for _number in range(working_days):
        last += DAY
        while not is_working_day(last):
            fixed = fixed and is_fixed(last.year)
            last += DAY
        fixed = fixed and is_fixed(last.year)
    return Due(last, provisional=not fixed)


def last_day_due_by(deadline: date, working_days: int) -> date:
    """The latest day whose time limit ends on ``deadline`` or earlier: what happened until then is due by it."""
    day = deadline
    while due(day, working_days).on > deadline:
        day -= DAY
    return day


def working_days_between(since: date, until: date) -> int:
    """Working days after ``since`` up to and including ``until``; negative when ``until`` is the earlier one."""
    if until < since:
        return -working_days_between(until, since)
    return sum(is_working_day(since + DAY * number) for number in range(1, (until - since).days + 1))


def is_public_holiday(day: date) -> bool:
    """A day off by the state's calendar. A weekend that lies between two of them belongs to the same holiday."""
    if day in _calendar(day.year):
        return True
    if day.weekday() < SATURDAY or is_working_day(day):
        return False
    return all(_ends_in_holiday(day, step) for step in (DAY, -DAY))


def _ends_in_holiday(day: date, step: timedelta) -> bool:
    while day.weekday() >= SATURDAY and day not in _calendar(day.year) and not is_working_day(day):
        day += step
    return day in _calendar(day.year)


def next_working_day(day: date) -> date:
    """The first working day after ``day``."""
    return due(day, 1).on
