"""When somebody should look in next: pure."""

from datetime import date, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from services.visits.planning import Known, Pace, regular, spread_of

WEEKLY = Pace(interval=7, opens_before=3, expires_after=7, retry=2)
MONTHLY = Pace(interval=30, opens_before=3, expires_after=7, retry=2)
DAY = date(2026, 11, 19)


def test_seen_is_due_again_after_the_whole_interval():
    days = regular(Known(since=DAY, seen_on=DAY), WEEKLY)
    assert (days.opens_on, days.due_on, days.expires_on) == (date(2026, 11, 23), date(2026, 11, 26), date(2026, 11, 29))


def test_a_try_in_vain_shortens_the_next_window():
    seen = Known(since=DAY, seen_on=DAY - timedelta(days=20), tried_on=DAY)
    assert regular(seen, MONTHLY).due_on == DAY + timedelta(days=2)


def test_a_missed_window_shortens_the_next_too_and_a_visit_ends_that():
    missed = Known(since=DAY, missed_on=DAY)
    assert regular(missed, MONTHLY).due_on == DAY + timedelta(days=2)
    seen = Known(since=DAY, missed_on=DAY, seen_on=DAY + timedelta(days=1))
    assert regular(seen, MONTHLY).due_on == DAY + timedelta(days=31)


def test_a_new_registry_does_not_fall_due_at_once():
    due = {regular(Known(since=DAY, spread=spread_of(uuid4())), MONTHLY).due_on for _ in range(300)}
    assert len(due) > 20
    assert min(due) >= DAY
    assert max(due) < DAY + timedelta(days=30)


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
maybe = st.none() | days


@given(days, maybe, maybe, maybe, st.integers(0, 100_002), st.integers(1, 366), st.integers(0, 90), st.integers(0, 90))
def test_the_days_follow_each_other_and_nothing_is_due_before_what_happened(
    since, seen, tried, missed, spread, interval, opens, expires
):
    pace = Pace(interval, opens, expires, retry=2)
    found = regular(Known(since, seen, tried, missed, spread), pace)
    assert found.opens_on <= found.due_on <= found.expires_on
    past = [day for day in (seen, tried, missed) if day]
    if past:
        assert found.opens_on >= max(past)
        assert found.due_on <= max(past) + timedelta(days=max(interval, 1))
