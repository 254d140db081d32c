"""How often, in plain words: every rule that a standing order may have, not only those the form offers."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from frontend.shell.wording import date_text, in_chinese, weekday_text
from services.standing.rhythm import Rhythm

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
A_MONDAY = date(2024, 1, 1)
LUNAR_DIGITS = "一二三四五六七八九十"


def parts_of(rrule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rrule.split(";")) if rrule else {}


def lunar_day(number: int) -> str:
    """``初一``, ``十五``, ``廿八``; in English the number."""
    if not in_chinese():
        return str(number)
    if number in (10, 20, 30):
        return {10: "初十", 20: "二十", 30: "三十"}[number]
    return f"{'初十廿'[(number - 1) // 10]}{LUNAR_DIGITS[(number - 1) % 10]}"


def lunar_month(number: int) -> str:
    """``正月``, ``八月``, ``腊月``; in English the number."""
    if not in_chinese():
        return str(number)
    return ("正月", *(f"{one}月" for one in "二三四五六七八九十"), "冬月", "腊月")[number - 1]


def rhythm_words(rhythm: Rhythm) -> str:
    """``每周一、周四``, ``每月最后一天``, ``农历初一、十五``. Holidays and the last day are not in it."""
    if "/" in rhythm.lunar:
        month, day = map(int, rhythm.lunar.split("/"))
        said = {"month": lunar_month(month), "day": lunar_day(day)}
        return _("every year on day %(day)s of lunar month %(month)s") % said
    if rhythm.lunar:
        return _("lunar days %(days)s") % {"days": listed(lunar_day(int(one)) for one in rhythm.lunar.split(","))}
    parts = parts_of(rhythm.rrule)
    words = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly}[parts["FREQ"]](rhythm, parts)
    if "COUNT" in parts:
        times = int(parts["COUNT"])
        words += _(", ") + ngettext("%(number)s time in all", "%(number)s times in all", times) % {"number": times}
    if "UNTIL" in parts:
        last = date.fromisoformat(parts["UNTIL"])
        words += _(", ") + pgettext("standing", "until %(day)s") % {"day": date_text(last)}
    return words


def _daily(rhythm: Rhythm, parts: dict[str, str]) -> str:
    every, days = int(parts.get("INTERVAL", 1)), parts.get("BYDAY", "")
    if every == 1:
        return _weekly(rhythm, parts) if days else _("every day")
    words = _("every %(number)s days") % {"number": every}
    return words + _(", ") + _("only on %(days)s") % {"days": _weekdays(days)} if days else words


def _weekly(rhythm: Rhythm, parts: dict[str, str]) -> str:
    every = int(parts.get("INTERVAL", 1))
    days = _weekdays(parts["BYDAY"]) if "BYDAY" in parts else weekday_text(rhythm.first_on)
    if every == 1:
        return _("every week on %(days)s") % {"days": days}
    if every == 2:
        return _("every two weeks on %(days)s") % {"days": days}
    return _("every %(number)s weeks on %(days)s") % {"number": every, "days": days}


def _monthly(rhythm: Rhythm, parts: dict[str, str]) -> str:
    every, by_day, by_number = int(parts.get("INTERVAL", 1)), parts.get("BYDAY", ""), parts.get("BYMONTHDAY", "")
    if by_day and not by_number:
        days = listed(map(_nth_weekday, by_day.split(",")))
    else:
        days = listed(_nth_day(int(one)) for one in (by_number or str(rhythm.first_on.day)).split(","))
    if in_chinese() and days[0].isdecimal():
        days = f" {days}"  # 每月 5 号, but 每月最后一天
    if every == 1:
        words = _("every month on %(days)s") % {"days": days}
    else:
        words = _("every %(number)s months on %(days)s") % {"number": every, "days": days}
    if by_day and by_number:
        words += _(", ") + _("only on %(days)s") % {"days": listed(map(_nth_weekday, by_day.split(",")))}
    return words


def _nth_day(number: int) -> str:
    if number > 0:
        return pgettext("of the month", "day %(number)s") % {"number": number}
    if number == -1:
        return pgettext("of the month", "the last day")
    return pgettext("of the month", "day %(number)s from the end") % {"number": -number}


def _nth_weekday(code: str) -> str:
    """``2MO`` is the second Monday, ``-1FR`` the last Friday."""
    number, said = int(code[:-2] or 0), {"day": _weekdays(code[-2:])}
    if number == 0:
        return pgettext("of the month", "every %(day)s") % said
    if number == -1:
        return pgettext("of the month", "the last %(day)s") % said
    said["number"] = str(abs(number))
    if number < 0:
        return pgettext("of the month", "%(day)s number %(number)s from the end") % said
    return pgettext("of the month", "%(day)s number %(number)s") % said


def _weekdays(codes: str) -> str:
    return listed(weekday_text(A_MONDAY.replace(day=1 + WEEKDAYS.index(code))) for code in codes.split(","))


def listed(words: Iterable[str]) -> str:
    """One after the other: ``、`` between them, or a comma."""
    return ("、" if in_chinese() else ", ").join(words)
