"""A month, a year or everything: which lines a page, a sheet of paper or a statement speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frontend.shell.calendar import day_of, month_of
from frontend.shell.wording import in_chinese, month_text

ALL = "all"


@dataclass(frozen=True)
class Period:
    """``month`` 0: the whole ``year``; ``year`` 0: everything."""

    year: int = 0
    month: int = 0

    @property
    def code(self) -> str:
        """``2026-11``, ``2026`` or ``all``: what stands in an address."""
        if not self.year:
            return ALL
        return f"{self.year}-{self.month:02d}" if self.month else str(self.year)

    @property
    def words(self) -> str:
        """``2026 年 11 月`` / ``Nov 2026``, ``2026 年``, ``全部``."""
        if not self.year:
            return pgettext("period", "Everything")
        if not self.month:
            return pgettext("period", "%(year)s") % {"year": self.year}
        return _("%(month)s %(year)s") % {"month": month_text(date(self.year, self.month, 1)), "year": self.year}

    @property
    def since(self) -> datetime | None:
        """The first moment in it; None: from the beginning."""
        return _midnight(self.year, self.month or 1) if self.year else None

    @property
    def until(self) -> datetime | None:
        """The first moment after it; None: no end."""
        if not self.year:
            return None
        if not self.month or self.month == 12:
            return _midnight(self.year + 1, 1)
        return _midnight(self.year, self.month + 1)

    def holds(self, day: date) -> bool:
        """True when the day lies in it."""
        return not self.year or (day.year == self.year and self.month in (0, day.month))

    def is_before(self, day: date) -> bool:
        """True when all of it lies before the day's month."""
        return bool(self.year) and (self.year, self.month or 12) < (day.year, day.month)


def _midnight(year: int, month: int) -> datetime:
    return timezone.make_aware(datetime(year, month, 1))  # noqa: DTZ001 - made aware here


def read_period(text: str) -> Period | None:
    """The period an address asks for; None for what is none."""
    if text == ALL:
        return Period()
    month = month_of(text)
    if month is not None:
        return Period(month.year, month.month)
    year = day_of(f"{text}-01-01")
    return Period(year.year) if year is not None else None


@dataclass(frozen=True)
class Sums:
    """Of one period, in minutes: ``opening`` + ``came`` - ``went`` = ``closing``."""

    opening: int
    came: int
    went: int

    @property
    def closing(self) -> int:
        return self.opening + self.came - self.went


@dataclass(frozen=True)
class Calendar:
    """Every month of a book that has lines, newest first (rows of ``months_of``), and what is in the book now."""

    rows: Sequence[dict[str, Any]]
    balance: int

    @cached_property
    def months(self) -> list[Period]:
        return [Period(row["month"].year, row["month"].month) for row in self.rows]

    @property
    def years(self) -> list[tuple[Period, list[Period]]]:
        """Each year with its months, newest first."""
        grouped: dict[int, list[Period]] = {}
        for month in self.months:
            grouped.setdefault(month.year, []).append(month)
        return [(Period(year), months) for year, months in grouped.items()]

    def sums(self, period: Period) -> Sums:
        """What came and went in the period, and what there was before: from the months alone, no further reading."""
        inside = [row for row in self.rows if period.holds(row["month"].date())]
        later = [row for row in self.rows if period.is_before(row["month"].date())]
        closing = self.balance - sum(row["came"] - row["went"] for row in later)
        came, went = (sum(row[side] for row in inside) for side in ("came", "went"))
        return Sums(closing - came + went, came, went)

    def beside(self, period: Period) -> tuple[Period | None, Period | None]:
        """The next older and the next newer period of its kind that has lines."""
        alike = self.months if period.month else [year for year, _months in self.years] if period.year else []
        place = (period.year, period.month)
        older = next((one for one in alike if (one.year, one.month) < place), None)
        newer = next((one for one in reversed(alike) if (one.year, one.month) > place), None)
        return older, newer


def plain_date(day: date) -> str:
    """``11 月 18 日`` / ``18 Nov``, for inside a sentence."""
    return f"{day.month} 月 {day.day} 日" if in_chinese() else f"{day.day} {month_text(day)}"


def short_date(day: date) -> str:
    """``11-18`` / ``18 Nov``, for narrow columns."""
    return f"{day.month}-{day.day}" if in_chinese() else f"{day.day} {month_text(day)}"
