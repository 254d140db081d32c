"""What the book will hold at an age, if it goes on like this. Pure; a projection, no promise."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

POINTS = 8  # shown at most: more do not fit a phone


@dataclass(frozen=True)
class Point:
    """What the book holds ``months`` from now, in minutes; ``label`` is an age or a number of years, None for now.

    ``full``: it stands at the ceiling.
    """

    label: int | None
    months: int
    minutes: int
    full: bool


@dataclass(frozen=True)
class Plan:
    """A projection over whole ``months``. ``over`` minutes come to nothing of one's own: they lie above the ceiling."""

    balance: int
    monthly: int
    months: int
    ceiling: int | None
    points: tuple[Point, ...]

    @property
    def minutes(self) -> int:
        """In the book at the end."""
        return _at(self.balance, self.monthly, self.months, self.ceiling)

    @property
    def over(self) -> int:
        """What is earned on the way and does not fit under the ceiling."""
        return max(0, self.balance + self.monthly * self.months - self.minutes)

    @property
    def full_after(self) -> int | None:
        """Months until the ceiling is reached; None when it is not."""
        if self.ceiling is None or not self.over:
            return None
        if self.balance >= self.ceiling:
            return 0
        return -(-(self.ceiling - self.balance) // self.monthly)


def project(*, balance: int, monthly: int, stops: Sequence[tuple[int, int]], ceiling: int | None) -> Plan:
    """Save ``monthly`` minutes a month on top of ``balance``, never above ``ceiling``, until the last of the ``stops``.

    A stop is a label and the months until then, rising. A balance above the ceiling stays as it is: a ceiling takes
    nothing away, it only lets nothing more in.
    """
    step = max(1, -(-len(stops) // (POINTS - 1)))
    shown = [(None, 0), *reversed(stops[::-1][::step])]  # the last one always
    points = tuple(
        Point(label, months, minutes, ceiling is not None and minutes >= ceiling)
        for label, months in shown
        for minutes in [_at(balance, monthly, months, ceiling)]
    )
    return Plan(balance, monthly, stops[-1][1] if stops else 0, ceiling, points)


def _at(balance: int, monthly: int, months: int, ceiling: int | None) -> int:
    sum_ = balance + monthly * months
    return sum_ if ceiling is None else min(sum_, max(balance, ceiling))


def months_until(birth_on: date, age: int, today: date) -> int:
    """Whole months from today to the birthday at ``age``; 0 when it is past."""
    months = (birth_on.year + age - today.year) * 12 + birth_on.month - today.month
    return max(0, months - (birth_on.day < today.day))


def how_many(minutes: int, prices: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """How many of each service ``minutes`` would buy at its price in minutes; those out of reach are left out."""
    return [(name, minutes // price) for name, price in prices if price and minutes >= price]
