"""How often, in plain words; and why a day could not be ordered."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from frontend.shell.wording import date_text, in_chinese, time_text, weekday_text
from services.standing.models import Occurrence, StandingOrder
from services.standing.queries.dates import ComingDay
from services.standing.rhythm import Rhythm

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
A_MONDAY = date(2024, 1, 1)
LUNAR_DIGITS = "一二三四五六七八九十"
WHY: dict[str, Any] = {
    "not_enough": gettext_lazy("not enough minutes in the passbook"),
    "not_found": gettext_lazy("the mandate does not reach so far any more"),
    "elder_left": gettext_lazy("the elder is not in the registry any more"),
    "item_not_offered": gettext_lazy("it is not on the menu any more"),
    "too_young_to_spend": gettext_lazy("here minutes are spent from a later age on"),
    "mandate_service": gettext_lazy("the mandate does not cover it"),
    "mandate_minutes_per_order": gettext_lazy("longer than the mandate allows for one order"),
    "mandate_minutes_per_month": gettext_lazy("more than the mandate allows in that month"),
    "mandate_money_per_month": gettext_lazy("more than the mandate allows in that month"),
}
OTHERWISE = gettext_lazy("it could not be ordered")
HOLIDAYS = {
    "SKIP": pgettext_lazy("standing", "not on public holidays"),
    "MOVE": pgettext_lazy("standing", "after a public holiday on the next working day"),
}


def why_words(row: Occurrence) -> str:
    """Why that day has no order."""
    return str(WHY.get(row.refusal, OTHERWISE))


def parts_of(rrule: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in rrule.split(";")) if rrule else {}


def weekday_names(codes: str) -> str:
    """``周一、周四``."""
    days = [A_MONDAY.replace(day=1 + WEEKDAYS.index(code)) for code in codes.split(",") if code in WEEKDAYS]
    return _and().join(weekday_text(day) for day in days)


def _and() -> str:
    return "、" if in_chinese() else ", "


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
    """``每周一、周四``, ``每月 5 日``, ``农历初一、十五``."""
    if "/" in rhythm.lunar:
        month, day = map(int, rhythm.lunar.split("/"))
        return _("every year on day %(day)s of lunar month %(month)s") % {
            "month": lunar_month(month),
            "day": lunar_day(day),
        }
    if rhythm.lunar:
        days = _and().join(lunar_day(int(one)) for one in rhythm.lunar.split(","))
        return _("lunar days %(days)s") % {"days": days}
    parts = parts_of(rhythm.rrule)
    every, days = int(parts.get("INTERVAL", 1)), weekday_names(parts.get("BYDAY", ""))
    if parts["FREQ"] == "DAILY":
        return _("every day") if every == 1 else _("every %(number)s days") % {"number": every}
    if parts["FREQ"] == "WEEKLY":
        days = days or weekday_text(rhythm.first_on)
        if every == 1:
            return _("every week on %(days)s") % {"days": days}
        if every == 2:
            return _("every two weeks on %(days)s") % {"days": days}
        return _("every %(number)s weeks on %(days)s") % {"number": every, "days": days}
    on_day = parts.get("BYMONTHDAY", "") or str(rhythm.first_on.day)
    return _("every month on day %(day)s") % {"day": on_day}


def standing_words(standing: StandingOrder) -> str:
    """The rhythm with the hour, the holidays and the last day."""
    words = [f"{rhythm_words(standing.rhythm)} {time_text(_on_a_day(standing))}"]
    if standing.on_holiday in HOLIDAYS:
        words.append(str(HOLIDAYS[standing.on_holiday]))
    if standing.last_on:
        words.append(pgettext("standing", "until %(day)s") % {"day": date_text(standing.last_on)})
    return _(", ").join(words)


def _on_a_day(standing: StandingOrder) -> Any:
    return standing.span(timezone.localdate())[0]


def day_rows(days: list[ComingDay]) -> list[dict[str, Any]]:
    """Each day with what is to be said of it, and whether somebody has promised to come."""
    found = []
    for one in days:
        row = one.row
        order = row.order if row is not None else None
        comers = [seat for seat in order.assignments.all() if seat.status in ("CLAIMED", "OFFERED")] if order else []
        refused = row is not None and bool(row.refusal)
        found.append(
            {
                "day": one.on,
                "order": order,
                "skipped": one.skipped,
                "claimed": bool(comers),
                "why": why_words(row) if row is not None and refused else "",
            }
        )
    return found
