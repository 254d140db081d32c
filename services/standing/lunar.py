"""Days of the Chinese calendar. Pure.

A row for each year: the lowest four bits are the leap month (0: none), then from the highest of the next twelve down
one bit a month (1: 30 days, 0: 29), and bit 16 is the length of the leap month. A test holds the table to the festivals
that the ``holidays`` package knows. After its last year no lunar day is known, and nothing is ordered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

NEW_YEAR = date(2024, 2, 10)  # the first day of the table
FIRST_YEAR = 2024
YEARS = (
    *(0x04B60, 0x0A6E6, 0x0A4E0, 0x0D260, 0x0EA65, 0x0D530),  # 2024-2029
    *(0x05AA0, 0x076A3, 0x096D0, 0x04AFB, 0x04AD0, 0x0A4D0, 0x1D0B6, 0x0D250, 0x0D520, 0x0DD45),  # 2030-2039
    *(0x0B5A0, 0x056D0, 0x055B2, 0x049B0, 0x0A577, 0x0A4B0, 0x0AA50, 0x1B255, 0x06D20, 0x0ADA0),  # 2040-2049
    0x14B63,  # 2050
)
LONG, SHORT = 30, 29


@dataclass(frozen=True)
class Month:
    """A month of the Chinese calendar: ``number`` 1 to 12, its first day here, and how many days it has."""

    year: int
    number: int
    leap: bool
    first: date
    days: int

    def day(self, number: int) -> date:
        """The day of that number; the 30th of a short month is kept on its last day, as people do."""
        return self.first + timedelta(days=min(number, self.days) - 1)


@cache
def months() -> tuple[Month, ...]:
    """Every month of the table, in order."""
    return tuple(_months())


def _months() -> Iterator[Month]:
    first = NEW_YEAR
    for offset, row in enumerate(YEARS):
        leap = row & 0xF
        for number in range(1, 13):
            lengths = [(False, row >> (16 - number) & 1)]
            if number == leap:
                lengths.append((True, row >> 16 & 1))
            for is_leap, is_long in lengths:
                days = LONG if is_long else SHORT
                yield Month(FIRST_YEAR + offset, number, is_leap, first, days)
                first += timedelta(days=days)


def month_days(numbers: tuple[int, ...], since: date, until: date) -> set[date]:
    """Those days of every lunar month, leap months too: 初一、十五."""
    found = {month.day(number) for month in months() for number in numbers}
    return {day for day in found if since <= day <= until}


def year_days(number: int, day: int, since: date, until: date) -> set[date]:
    """That day of every lunar year, a birthday; in the plain month where there is a leap one."""
    found = {month.day(day) for month in months() if month.number == number and not month.leap}
    return {one for one in found if since <= one <= until}
