"""Working days in China: make-up Saturdays count, holidays do not, and years not yet fixed are provisional."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.working_days import due, is_fixed, is_working_day, last_day_due_by, working_days_between


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 19), True),  # a Thursday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 10, 10), True),  # a Saturday made up for the national holiday
        (date(2026, 10, 5), False),  # a Monday within it
        (date(2026, 2, 14), True),  # a Saturday before the spring festival
    ],
)
def test_the_states_calendar_decides(day, works):
    assert is_working_day(day) is works


def test_the_limit_jumps_over_the_national_holiday_and_counts_its_make_up_day():
    limit = due(date(2026, 9, 23), 10)
    assert (limit.on, limit.provisional) == (date(2026, 10, 14), False)


def test_mon_to_fri_would_say_another_day():
    """The negative control: without the calendar the answer above would be wrong."""
    day, left = date(2026, 9, 23), 10
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    assert day != due(date(2026, 9, 23), 10).on


def test_a_year_not_yet_fixed_is_said_to_be_provisional():
    far = 2090
    assert not is_fixed(far)
    limit = due(date(far, 3, 1), 10)
    assert limit.provisional
    assert limit.on == date(far, 3, 15)  # Monday to Friday


@given(st.dates(date(2020, 1, 1), date(2026, 11, 30)), st.integers(1, 20))
def test_last_day_due_by_is_the_inverse(day, working_days):
    limit = due(day, working_days).on
    assert last_day_due_by(limit, working_days) >= day
    assert last_day_due_by(limit - timedelta(days=1), working_days) < day
    assert working_days_between(day, limit) == working_days
