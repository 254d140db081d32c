"""On which days a standing order comes round. Pure: told the days, knows no rows.

Two ways to say it. ``rrule`` is a recurrence rule of RFC 5545 without its ``RRULE:``, cut down to what comes at most
once a day. ``lunar`` is ``1,15`` (these days of every lunar month) or ``8/15`` (this day of every lunar year).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.rrule import rrule, rrulestr
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid
from accounts.working_days import is_public_holiday, next_working_day
from services.standing.enums import OnHoliday
from services.standing.lunar import month_days, year_days

DAY = timedelta(days=1)
LOOK_BACK = timedelta(days=14)  # no run of holidays is longer: so far a day may have been moved
MOST_INTERVAL, MOST_COUNT = 366, 1000
PARTS = {
    "FREQ": re.compile(r"DAILY|WEEKLY|MONTHLY"),
    "INTERVAL": re.compile(r"[1-9]\d{0,2}"),
    "BYDAY": re.compile(r"([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)){0,34}"),
    "BYMONTHDAY": re.compile(r"-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01])){0,30}"),
    "UNTIL": re.compile(r"\d{8}"),
    "COUNT": re.compile(r"[1-9]\d{0,3}"),
}
WITHIN = timedelta(days=3 * 366)  # a rhythm with no day in three years is a mistake


class BadRhythm(Invalid):
    code = "standing_bad_rhythm"
    sentence = _("We cannot read how often this should be. Choose it once more.")


class NoDays(Invalid):
    code = "standing_no_days"
    sentence = _("With these entries there would not be a single day. Look at the first and the last day.")


@dataclass(frozen=True)
class Rhythm:
    """When it comes round. ``first_on`` is where the counting begins (every *second* week from there)."""

    first_on: date
    last_on: date | None = None
    rrule: str = ""
    lunar: str = ""
    on_holiday: OnHoliday | str = OnHoliday.KEEP

    def days(self, since: date, until: date) -> list[date]:
        """Days from ``since`` to ``until``, both included, each once. Pauses and single exceptions are not known here.

        A day moved off a holiday may fall after ``last_on``; where the rhythm comes anyway it falls together with it.
        """
        plain = self._plain(max(self.first_on, since - LOOK_BACK), min(until, self.last_on or until))
        found = {self._moved(day) for day in plain}
        return sorted(day for day in found if day is not None and since <= day <= until)

    def _plain(self, since: date, until: date) -> Collection[date]:
        if until < since:
            return ()
        if self.lunar:
            if "/" in self.lunar:
                month, day = map(int, self.lunar.split("/"))
                return year_days(month, day, since, until)
            return month_days(tuple(map(int, self.lunar.split(","))), since, until)
        found = _rule(self.rrule, self.first_on).between(_midnight(since), _midnight(until), inc=True)
        return {moment.date() for moment in found}

    def _moved(self, day: date) -> date | None:
        if self.on_holiday == OnHoliday.KEEP or not is_public_holiday(day):
            return day
        return next_working_day(day) if self.on_holiday == OnHoliday.MOVE else None


def check_rhythm(rhythm: Rhythm) -> Rhythm:
    """The rhythm, when it can be followed. Raises BadRhythm, NoDays."""
    if bool(rhythm.rrule) == bool(rhythm.lunar) or rhythm.on_holiday not in OnHoliday.values:
        raise BadRhythm(field="rhythm")
    if rhythm.lunar:
        _check_lunar(rhythm.lunar)
    else:
        _check_rrule(rhythm.rrule)
    if rhythm.last_on is not None and rhythm.last_on < rhythm.first_on:
        raise NoDays(field="last_on")
    if not rhythm.days(rhythm.first_on, rhythm.first_on + WITHIN):
        raise NoDays(field="rhythm")
    return rhythm


def _check_rrule(text: str) -> None:
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _equals, value = part.partition("=")
        if name in parts or name not in PARTS or not PARTS[name].fullmatch(value):
            raise BadRhythm(field="rhythm")
        parts[name] = value
    freq = parts.get("FREQ")
    if freq is None or ("UNTIL" in parts and "COUNT" in parts):
        raise BadRhythm(field="rhythm")
    if freq != "MONTHLY" and ("BYMONTHDAY" in parts or any(sign.isdigit() for sign in parts.get("BYDAY", ""))):
        raise BadRhythm(field="rhythm")  # RFC 5545: the third Monday is one of a month
    if int(parts.get("INTERVAL", 1)) > MOST_INTERVAL or int(parts.get("COUNT", 1)) > MOST_COUNT:
        raise BadRhythm(field="rhythm")
    try:
        _rule(text, date(2026, 1, 1))
    except ValueError as error:
        raise BadRhythm(field="rhythm") from error


def _check_lunar(text: str) -> None:
    days = re.fullmatch(r"([1-9]|[12]\d|30)(,([1-9]|[12]\d|30)){0,29}", text)
    if days is None and not re.fullmatch(r"([1-9]|1[0-2])/([1-9]|[12]\d|30)", text):
        raise BadRhythm(field="rhythm")


def _rule(text: str, first: date) -> rrule:
    found = rrulestr(text, dtstart=_midnight(first))
    assert isinstance(found, rrule)  # a set only comes of several lines
    return found


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - days of the calendar, no moments
