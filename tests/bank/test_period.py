"""Months, years, everything. Pure but for the names of months."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from frontend.bank.period import Calendar, Period, Sums, read_period

ROWS = [
    {"month": datetime(2026, 11, 1), "came": 20, "went": 50},  # noqa: DTZ001 - the month counts, not the moment
    {"month": datetime(2026, 9, 1), "came": 100, "went": 0},  # noqa: DTZ001
    {"month": datetime(2025, 12, 1), "came": 30, "went": 10},  # noqa: DTZ001
]
BOOK = Calendar(ROWS, balance=90)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026-11", Period(2026, 11)),
        ("2026", Period(2026)),
        ("all", Period()),
        ("2026-13", None),
        ("2026-1", None),
        ("1026-01", None),
        ("99999", None),
        ("", None),
        ("²⁰²⁶", None),
        ("-2026", None),
    ],
)
def test_addresses(text, period):
    assert read_period(text) == period
    if period is not None:
        assert period.code == text


def test_sums_join_without_a_gap():
    assert BOOK.sums(Period(2026, 11)) == Sums(120, 20, 50)
    assert BOOK.sums(Period(2026, 9)) == Sums(20, 100, 0)
    assert BOOK.sums(Period(2026, 10)) == Sums(120, 0, 0)  # an empty month keeps what there was
    assert BOOK.sums(Period(2025)) == Sums(0, 30, 10)
    assert BOOK.sums(Period(2026)) == Sums(20, 120, 50)
    assert BOOK.sums(Period()) == Sums(0, 150, 60)
    assert BOOK.sums(Period(2027, 1)) == Sums(90, 0, 0)


def test_neighbours_are_those_with_lines():
    assert BOOK.beside(Period(2026, 10)) == (Period(2026, 9), Period(2026, 11))
    assert BOOK.beside(Period(2025, 12)) == (None, Period(2026, 9))
    assert BOOK.beside(Period(2026)) == (Period(2025), None)
    assert BOOK.beside(Period()) == (None, None)


def test_a_period_begins_and_ends_at_midnight_here():
    december = Period(2026, 12)
    assert timezone.localtime(december.since).date() == date(2026, 12, 1)
    assert december.until == Period(2027, 1).since
    assert Period(2026).until == Period(2027).since
    assert (Period().since, Period().until) == (None, None)
