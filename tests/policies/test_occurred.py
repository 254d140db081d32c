"""What a phone says of the time is believed as far as the rules go, and never refused."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from accounts.policies.occurred import DEVICE_NOW, OCCURRED_AT, NotAMoment, Occurred, occurred
from tests.personas import NOW

pytestmark = pytest.mark.django_db
NOBODY = SimpleNamespace(person=None)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def said(done, sent=None):
    headers = {OCCURRED_AT: done.isoformat()} | ({DEVICE_NOW: sent.isoformat()} if sent else {})
    return occurred(headers, by=NOBODY, at=NOW)


def test_without_a_device_it_happens_now():
    assert occurred({}, by=NOBODY, at=NOW) == Occurred(NOW)


@pytest.mark.parametrize(
    ("done", "sent", "believed", "doubtful"),
    [
        (NOW - 3 * HOUR, NOW, NOW - 3 * HOUR, False),
        (NOW - 3 * HOUR, None, NOW - 3 * HOUR, False),
        (NOW - 3 * HOUR + timedelta(minutes=5), NOW + timedelta(minutes=5), NOW - 3 * HOUR, False),  # 5 minutes fast
        (NOW - 3 * HOUR + 30 * DAY, NOW + 30 * DAY, NOW - 3 * HOUR, True),  # a month fast, and put right
        (NOW - 3 * HOUR - 30 * DAY, NOW - 30 * DAY, NOW - 3 * HOUR, True),
        (NOW + 30 * DAY, None, NOW, True),  # from the future: now at the latest
        (NOW - 30 * DAY, NOW, NOW, True),  # too long ago
        (NOW + timedelta(minutes=5), None, NOW, False),
    ],
)
def test_a_clock_that_is_off_is_put_right_and_doubted(done, sent, believed, doubtful):
    assert said(done, sent) == Occurred(believed, done, doubtful)


@pytest.mark.parametrize("text", ["yesterday", "2026-13-45T00:00:00Z", "2026-11-19T02:00:00", "9999"])
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(NotAMoment):
        occurred({OCCURRED_AT: text}, by=NOBODY, at=NOW)


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-12:00", "9999-12-31T23:30:00Z", "1899-12-31T00:00:00Z"]
)
def test_what_no_calendar_holds_is_doubted_and_not_kept(text):
    """The database takes such a moment, and nobody can read the row again."""
    assert occurred({OCCURRED_AT: text}, by=NOBODY, at=NOW) == Occurred(NOW, None, doubtful=True)


def test_the_end_of_time_is_doubted():
    headers = {OCCURRED_AT: "0001-01-01T00:00:00Z", DEVICE_NOW: "9999-12-31T23:59:59Z"}
    assert occurred(headers, by=NOBODY, at=NOW).doubtful
