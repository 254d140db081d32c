"""Whether the minutes people saved can be paid back: pure. What is owed by age, against what can be served.

The assumptions are rules of the place and stand on the page; nobody new is counted in, so that the answer is the one
for those who trust the bank today.
"""

from collections.abc import Mapping
from dataclasses import dataclass

COHORTS = ((0, 49), (50, 59), (60, 69), (70, 79), (80, 199))


@dataclass(frozen=True)
class Assumed:
    """Ages in years; ``leaving`` per cent a year."""

    spend_from: int = 75
    spend_over: int = 10
    serve_until: int = 75
    leaving: int = 5


@dataclass(frozen=True)
class Cohort:
    """People of these ages (both ends count; 199: no end): what they are owed, and what they served in a year."""

    least: int
    most: int
    holders: int
    owed: int
    serving: int
    served: int


@dataclass(frozen=True)
class Year:
    """Minutes that will be asked for in a year, and that can be served in it."""

    year: int
    wanted: int
    supply: int

    @property
    def covered(self) -> int | None:
        """Per cent, cut; None when nothing is asked for."""
        return self.supply * 100 // self.wanted if self.wanted else None


Sums = Mapping[int | None, tuple[int, int]]


def cohorts(owed: Sums, served: Sums, *, this_year: int) -> list[Cohort]:
    """By age at the end of this year; who has no birthday on record is left out here and counted by ``unknown``."""
    found = []
    for least, most in COHORTS:
        held = [pair for born, pair in owed.items() if born is not None and least <= this_year - born <= most]
        worked = [pair for born, pair in served.items() if born is not None and least <= this_year - born <= most]
        found.append(
            Cohort(
                least,
                most,
                sum(people for people, _minutes in held),
                sum(minutes for _people, minutes in held),
                sum(people for people, _minutes in worked),
                sum(minutes for _people, minutes in worked),
            )
        )
    return found


def unknown(sums: Sums) -> tuple[int, int]:
    """People and minutes without a birthday."""
    return sums.get(None, (0, 0))


def project(owed: Sums, served: Sums, assumed: Assumed, *, this_year: int, years: int = 15) -> list[Year]:
    """Year by year from the next one on. Minutes are integers; parts of a year are rounded down."""
    found = []
    for ahead in range(1, years + 1):
        year = this_year + ahead
        wanted = sum(_wanted(born, minutes, year, this_year, assumed) for born, (_n, minutes) in owed.items() if born)
        able = sum(minutes for born, (_n, minutes) in served.items() if born and year - born < assumed.serve_until)
        supply = able * (100 - assumed.leaving) ** ahead // 100**ahead
        found.append(Year(year, wanted, supply))
    return found


def _wanted(born: int, minutes: int, year: int, this_year: int, assumed: Assumed) -> int:
    """The part of a passbook that is spent in a year: nothing before the age, equal parts from then on."""
    begins = max(born + assumed.spend_from, this_year + 1)
    return minutes // assumed.spend_over if begins <= year < begins + assumed.spend_over else 0
