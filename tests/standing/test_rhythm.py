"""Which days a rhythm names: against dateutil, the holidays of the state and the festivals of the Chinese calendar."""

from datetime import date, datetime, timedelta

import pytest
from dateutil.rrule import FR, MO, MONTHLY, WEEKLY, rrule
from holidays.calendars.chinese import _ChineseLunisolar

from services.standing.enums import OnHoliday
from services.standing.lunar import YEARS, months
from services.standing.rhythm import BadRhythm, NoDays, Rhythm, check_rhythm

FIRST = date(2026, 11, 20)
END = date(2027, 12, 31)


def days(rule: str = "", **more) -> list[date]:
    return Rhythm(**{"first_on": FIRST, "rrule": rule, **more}).days(FIRST, END)


@pytest.mark.parametrize(
    ("rule", "same"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,FR", {"freq": WEEKLY, "byweekday": (MO, FR)}),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", {"freq": WEEKLY, "interval": 2, "byweekday": FR}),
        ("FREQ=MONTHLY;BYMONTHDAY=31", {"freq": MONTHLY, "bymonthday": 31}),
        ("FREQ=MONTHLY;BYDAY=-1MO", {"freq": MONTHLY, "byweekday": MO(-1)}),
    ],
)
def test_rules_mean_what_dateutil_says(rule, same):
    start = datetime(2026, 11, 20)  # noqa: DTZ001 - days, no moments
    expected = [moment.date() for moment in rrule(dtstart=start, until=datetime(2027, 12, 31), **same)]  # noqa: DTZ001
    assert days(rule) == expected


def test_every_second_week_keeps_step_wherever_one_looks_from():
    rule = Rhythm(FIRST, rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR")
    assert rule.days(date(2026, 11, 21), date(2026, 12, 20)) == [date(2026, 12, 4), date(2026, 12, 18)]


def test_count_until_and_last_day_end_it():
    assert days("FREQ=DAILY;COUNT=2") == [FIRST, FIRST + timedelta(days=1)]
    assert days("FREQ=DAILY;UNTIL=20261121") == [FIRST, FIRST + timedelta(days=1)]
    assert days("FREQ=DAILY", last_on=FIRST) == [FIRST]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY",
        "FREQ=DAILY;BYHOUR=8,9",
        "FREQ=YEARLY",
        "FREQ=DAILY;COUNT=2;UNTIL=20270101",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;INTERVAL=400",
        "FREQ=DAILY;COUNT=9999",
        "FREQ=WEEKLY;BYDAY=2MO",
        "FREQ=WEEKLY;BYMONTHDAY=3",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=DAILY;UNTIL=20261399",
        "RRULE:FREQ=DAILY",
        "FREQ=DAILY\nRRULE:FREQ=DAILY",
        "BYDAY=MO",
        "",
    ],
)
def test_anything_else_is_refused(rule):
    with pytest.raises(BadRhythm):
        check_rhythm(Rhythm(FIRST, rrule=rule))


def test_a_rhythm_without_a_day_is_refused():
    with pytest.raises(NoDays):
        check_rhythm(Rhythm(FIRST, rrule="FREQ=DAILY;UNTIL=20200101"))
    with pytest.raises(NoDays):
        check_rhythm(Rhythm(FIRST, last_on=FIRST - timedelta(days=1), rrule="FREQ=DAILY"))


def test_public_holidays_are_kept_left_out_or_moved():
    first, last = date(2026, 9, 30), date(2026, 10, 9)  # National Day: 1 to 7 October, the 4th being its Sunday
    rule = {"first_on": first, "rrule": "FREQ=WEEKLY;BYDAY=SU,TH"}
    kept, skipped, moved = (Rhythm(**rule, on_holiday=what).days(first, last) for what in OnHoliday)
    assert kept == [date(2026, 10, 1), date(2026, 10, 4), date(2026, 10, 8)]
    assert skipped == [date(2026, 10, 8)]
    assert moved == [date(2026, 10, 8)]  # three of them fall together: never two on a day
    tuesday = Rhythm(first, rrule="FREQ=DAILY;COUNT=2", on_holiday=OnHoliday.MOVE)
    assert tuesday.days(date(2026, 10, 5), last) == [date(2026, 10, 8)]  # also seen from within the holidays
    # An ordinary weekend is none.
    assert Rhythm(FIRST, rrule="FREQ=WEEKLY;BYDAY=SA", on_holiday=OnHoliday.SKIP).days(FIRST, date(2026, 11, 28)) == [
        date(2026, 11, 21),
        date(2026, 11, 28),
    ]


def test_the_lunar_table_agrees_with_every_festival_there_is():
    known = _ChineseLunisolar()
    by_year = {(month.year, month.number): month for month in months() if not month.leap}
    for year in range(2024, 2024 + len(YEARS)):
        assert known.lunar_new_year_date(year)[0] == by_year[year, 1].day(1)
        assert known.buddha_birthday_date(year)[0] == by_year[year, 4].day(8)
        assert known.dragon_boat_date(year)[0] == by_year[year, 5].day(5)
        assert known.mid_autumn_date(year)[0] == by_year[year, 8].day(15)
        assert known.double_ninth_date(year)[0] == by_year[year, 9].day(9)
    assert all(b.first - a.first == timedelta(days=a.days) for a, b in zip(months(), months()[1:], strict=False))


def test_lunar_rhythms():
    found = Rhythm(date(2025, 7, 1), lunar="1,15").days(date(2025, 7, 1), date(2025, 9, 10))
    # 六月十五, 闰六月初一、十五, 七月初一、十五
    assert found == [date(2025, 7, 9), date(2025, 7, 25), date(2025, 8, 8), date(2025, 8, 23), date(2025, 9, 6)]
    birthday = Rhythm(FIRST, lunar="8/15")
    assert birthday.days(FIRST, date(2028, 12, 31)) == [date(2027, 9, 15), date(2028, 10, 3)]
    for bad in ("0", "31", "13/1", "1/31", "1,", "x", "1/2/3"):
        with pytest.raises(BadRhythm):
            check_rhythm(Rhythm(FIRST, lunar=bad))
    with pytest.raises(BadRhythm):
        check_rhythm(Rhythm(FIRST, rrule="FREQ=DAILY", lunar="1"))
