"""Numbers, days, distances and names as people say them, in the reader's language.

Pure functions without a database; the template filters are thin wrappers around them. Minutes are
integers, money is fen (1/100 yuan), distances are metres, times are shown in Asia/Shanghai.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from accounts.people import queries as people
from accounts.people.names import surname
from accounts.regions.models import Region

MINUS = "−"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
COUNTY_DIGITS = 6  # everybody here lives in the county: it goes without saying
GLUE = "\u00a0"  # no-break space
WALK_LIMIT_M = 1500  # farther than this nobody thinks in minutes on foot
WALK_M_PER_MIN = 75  # a calm village pace, 4.5 km/h

# Last syllables of division names, longest first, with what they are called in English.
DIVISION_KINDS = (
    ("农场生活区", "farm estate"),
    ("林场生活区", "forest estate"),
    ("居民委员会", "neighbourhood"),
    ("村民委员会", "village"),
    ("居委会", "neighbourhood"),
    ("村委会", "village"),
    ("社区", "neighbourhood"),
    ("街道", "subdistrict"),
    ("自治区", "region"),
    ("镇", "town"),
    ("乡", "township"),
    ("村", "village"),
    ("县", "county"),
    ("市", "city"),
    ("省", "province"),
)


# A place written in one go, from the province down to what is left of it.
WAY = re.compile(r"(.{2,}?(?:省|自治区))?(.{2,}?市)?(.{1,}?县)?(.{1,}?(?:镇|乡|街道))?(.+)?")


def in_chinese() -> bool:
    """True when the page is read in Chinese."""
    return (get_language() or "zh").startswith("zh")


def minutes_text(minutes: int) -> str:
    """``126 小时 35 分``, ``40 分``, ``2 小时``; English ``126 h 35 min``."""
    hours, rest = divmod(abs(minutes), 60)
    facts = {"hours": f"{hours:,}", "minutes": rest}
    if hours and rest:
        text = _("%(hours)s h %(minutes)s min") % facts
    elif hours:
        text = _("%(hours)s h") % facts
    else:
        text = _("%(minutes)s min") % facts
    return f"{MINUS}{text}" if minutes < 0 else text


def minutes_column(minutes: int) -> str:
    """``126:35``, for columns and charts."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{MINUS if minutes < 0 else ''}{hours:,}:{rest:02d}"


def yuan_text(fen: int) -> str:
    """``12 元`` or ``7.50 元``; English ``¥12``, ``¥7.50``. ``fen`` is 1/100 yuan."""
    whole, rest = divmod(abs(fen), 100)
    amount = f"{whole:,}.{rest:02d}" if rest else f"{whole:,}"
    text = pgettext("money", "¥%(amount)s") % {"amount": amount}
    return f"{MINUS}{text}" if fen < 0 else text


def local_day(moment: date | datetime) -> date:
    """The calendar day in Asia/Shanghai."""
    if isinstance(moment, datetime):
        return timezone.localtime(moment).date()
    return moment


def weekday_text(moment: date | datetime) -> str:
    """``周四`` / ``Thu``."""
    names = (
        pgettext("short weekday", "Mon"),
        pgettext("short weekday", "Tue"),
        pgettext("short weekday", "Wed"),
        pgettext("short weekday", "Thu"),
        pgettext("short weekday", "Fri"),
        pgettext("short weekday", "Sat"),
        pgettext("short weekday", "Sun"),
    )
    return names[local_day(moment).weekday()]


def _joined(*parts: int | str) -> str:
    """A Chinese date that no line break tears apart."""
    return GLUE.join(str(part) for part in parts)


def month_text(moment: date | datetime) -> str:
    """``11 月`` / ``Nov``."""
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    month = local_day(moment).month
    return f"{month}{GLUE}月" if in_chinese() else names[month - 1]


def date_text(moment: date | datetime, *, today: date | None = None) -> str:
    """``11 月 19 日 周四`` / ``Thu 19 Nov``; with the year when it is not this one."""
    day = local_day(moment)
    other_year = day.year != (today or timezone.localdate()).year
    if in_chinese():
        text = f"{_joined(day.month, '月', day.day, '日')} {weekday_text(day)}"
        return _joined(day.year, "年", text) if other_year else text
    text = f"{weekday_text(day)} {day.day} {month_text(day)}"
    return f"{text} {day.year}" if other_year else text


def full_date_text(moment: date | datetime) -> str:
    """``2026 年 11 月 18 日`` / ``18 November 2026``: always with the year, as on paper."""
    day = local_day(moment)
    if in_chinese():
        return _joined(day.year, "年", day.month, "月", day.day, "日")
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_text(moment: date | datetime, *, today: date | None = None, lower: bool = False) -> str:
    """``今天``, ``明天``, ``昨天``, otherwise `date_text`.

    ``lower`` for the middle of a sentence: English ``today``, but still ``Thu 19 Nov``.
    """
    today = today or timezone.localdate()
    away = (local_day(moment) - today).days
    near = {0: _("Today"), 1: _("Tomorrow"), 2: _("The day after tomorrow"), -1: _("Yesterday")}
    word = near.get(away)
    if word is None:
        return date_text(moment, today=today)
    return word.lower() if lower else word


def time_text(moment: datetime) -> str:
    """``9:05`` on a 24-hour clock, Asia/Shanghai."""
    local = timezone.localtime(moment)
    return f"{local.hour}:{local.minute:02d}"


def moment_text(moment: datetime, *, today: date | None = None, lower: bool = False) -> str:
    """``今天 11:40``, ``11 月 19 日 周四 11:40``; ``lower`` as in `day_text`."""
    return f"{day_text(moment, today=today, lower=lower)} {time_text(moment)}"


def distance_text(metres: float | None) -> str:
    """``走路 12 分钟`` below 1.5 km, else ``1.9 公里``; empty when unknown."""
    if metres is None:
        return ""
    if metres < WALK_LIMIT_M:
        return _("%(minutes)s min on foot") % {"minutes": max(1, round(metres / WALK_M_PER_MIN))}
    kilometres = metres / 1000
    return _("%(kilometres)s km") % {"kilometres": f"{kilometres:.0f}" if kilometres >= 10 else f"{kilometres:.1f}"}


def mask_name(name: str) -> str:
    """``范＊妹``, ``范＊``: how a name stands on lists and bulletins."""
    return people.mask_name(name)


def spell(chinese: str) -> str:
    """Pinyin without tones, first letter large: ``济阳`` → ``Jiyang``. Other writing stays as it is."""
    if not any("\u4e00" <= character <= "\u9fff" for character in chinese):
        return chinese
    return "".join(lazy_pinyin(chinese)).capitalize()


def name_text(name: str) -> str:
    """A person's name for the reader: as written, in English spelled family name first (``Lin Xiaoyan``)."""
    family = surname(name)
    if in_chinese() or spell(name) == name:
        return name
    return " ".join(part for part in (spell(family), spell(name[len(family) :])) if part)


def place_text(name: str) -> str:
    """A division's name as people say it: ``济阳乡``; the official 白岩居委会 and 温镇村委会 are 白岩 and 温镇村.

    English ``Jiyang township``.
    """
    if in_chinese():
        return name.removesuffix("居委会") if name.endswith("居委会") else name.removesuffix("委会")
    for ending, kind in DIVISION_KINDS:
        if name.endswith(ending) and len(name) > len(ending):
            return f"{spell(name[: -len(ending)])} {kind}"
    return spell(name)


def way_text(divisions: Iterable[Region], *, above: int = COUNTY_DIGITS) -> str:
    """Where a place lies, below the county: ``均溪镇白岩村``; English ``Baiyan village, Junxi town``.

    ``above`` leaves out divisions whose code has no more digits than that.
    """
    names = [place_text(division.name) for division in divisions if len(division.code) > above]
    return "".join(names) if in_chinese() else ", ".join(reversed(names))


def divisions_text(place: str) -> str:
    """A place written in one go, 均溪镇白岩居委会, as people say it: 均溪镇白岩, ``Baiyan neighbourhood, Junxi``."""
    found = WAY.fullmatch(place)
    parts = [place_text(part) for part in (found.groups() if found else (place,)) if part]
    return "".join(parts) if in_chinese() else ", ".join(reversed(parts))


def digit_cells(minutes: int) -> list[dict[str, str | bool]]:
    """The cells of a balance: hours (at least three places) and minutes, with the cut after the hours.

    Leading zeros of the hours are left empty, the ones' place is always written.
    """
    hours, rest = divmod(abs(minutes), 60)
    places = max(3, len(str(hours)))
    labels = [
        pgettext("digit cell", "10⁴h"),
        pgettext("digit cell", "1000h"),
        pgettext("digit cell", "100h"),
        pgettext("digit cell", "10h"),
        pgettext("digit cell", "h"),
    ][-places:]
    labels = [""] * (places - len(labels)) + labels
    cells: list[dict[str, str | bool]] = [
        {"label": label, "digit": digit.strip(), "cut": False}
        for label, digit in zip(labels, f"{hours:>{places}}", strict=True)
    ]
    cells.append({"label": pgettext("digit cell", "10m"), "digit": str(rest // 10), "cut": True})
    cells.append({"label": pgettext("digit cell", "m"), "digit": str(rest % 10), "cut": False})
    return cells
