"""The arithmetic of minutes, on its own."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.orders.matching import credited_minutes, round_minutes


@pytest.mark.parametrize(
    ("seconds", "step", "minutes"),
    [
        (0, 1, 0),
        (29, 1, 0),
        (30, 1, 1),
        (62 * 60 + 29, 1, 62),
        (62 * 60 + 30, 1, 63),
        (7 * 60 + 30, 15, 15),
        (-60, 1, 0),
    ],
)
def test_minutes_round_half_up(seconds, step, minutes):
    assert round_minutes(timedelta(seconds=seconds), step=step) == minutes


@given(st.integers(0, 100_000), st.sampled_from([1, 5, 10, 15, 30, 60]))
def test_rounding_is_within_half_a_step(seconds, step):
    rounded = round_minutes(timedelta(seconds=seconds), step=step)
    assert rounded % step == 0
    assert abs(rounded * 60 - seconds) <= step * 30


@pytest.mark.parametrize(
    ("worked", "planned", "earning", "total", "credited"),
    [
        (47, 30, 3000, 3000, 47),  # one line, coefficient 1
        (90, 30, 3000, 3000, 60),  # capped at twice the plan
        (60, 60, 3600, 3000, 72),  # coefficient 1.2
        (60, 60, 3000, 6000, 30),  # half of it earns nothing
        (61, 60, 3000, 6000, 31),  # rounded half up
        (60, 60, 0, 6000, 0),
    ],
)
def test_credit(worked, planned, earning, total, credited):
    found = credited_minutes(worked=worked, planned=planned, overrun_percent=200, earning=earning, total=total)
    assert found == credited
