"""Dates in all the spellings of township offices. What is read is a set of possibilities: the ID number decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.rosters.reading.text import HAN_DIGITS, plain

EARLIEST, LATEST = 1880, 2100
LONGEST = 60  # nobody writes more about one day
SEPARATED = re.compile(r"^(\d{1,4})[^\d]+(\d{1,2})(?:[^\d]+(\d{1,4}))?[^\d]*$")
HAN_NUMBER = re.compile(r"[一二三四五六七八九]?十[一二三四五六七八九]?")
REPUBLIC = re.compile(r"民国(\d{1,2})(?=\D|$)")
CLOCK = re.compile(r"(?:[T ]|(?<=[日号]))\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
LUNAR_NAME = re.compile(r"农历|阴历|旧历|古历|夏历")
LUNAR = re.compile(LUNAR_NAME.pattern + r"|正月|腊月|冬月|初[一二三四五六七八九十\d]|月廿")
LUNAR_WORDS = {"正月": "一月", "冬月": "十一月", "腊月": "十二月", "初": ""}
BESIDE = re.compile(r"(?<=\d.)\(.*?\)|(?<=\d)\(.*?\)")  # 1943.4.12(农历三月初八)
CIVIL = re.compile(r"[公阳新]历|[公西]元|出生|生于|生日|[生号左右约()]|星期.")
YEAR_ALONE = re.compile(r"^(\d{4})年?$")


@dataclass(frozen=True)
class Spelled:
    """One reading: a year, perhaps its month, perhaps its day."""

    year: int
    month: int | None = None
    day: int | None = None

    def fits(self, other: date) -> bool:
        return (
            self.year == other.year
            and self.month in (None, other.month)
            and (self.month is None or self.day in (None, other.day))
        )

    def whole(self) -> date | None:
        return date(self.year, self.month, self.day) if self.month and self.day else None


def readings(value: object) -> list[Spelled]:
    """Every date the cell may mean, the likeliest first; empty when none exists (``1949.13.2``, ``张三``)."""
    return list(dict.fromkeys(_readings(value)))


def is_lunar(value: object) -> bool:
    """Said to be by the lunar calendar: only the year can be compared, and even that only roughly."""
    return bool(LUNAR.search(plain(value)))


def day_of(value: object) -> date | None:
    """The one whole day a cell says; None when it says less, or may say several."""
    days = {day for one in readings(value) if (day := one.whole())}
    return days.pop() if len(days) == 1 else None


def _readings(value: object) -> Iterator[Spelled]:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        yield from _spelled(value.year, value.month, value.day)
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield from _of_number(value)
        return
    if len(text := plain(value)) > LONGEST:
        return
    text = BESIDE.sub("", re.sub(r"^\D+:", "", CLOCK.sub("", text)))
    for word, instead in LUNAR_WORDS.items():
        text = text.replace(word, instead)
    text = CIVIL.sub("", LUNAR_NAME.sub("", text)).strip()
    if re.search(r"[一二三四五六七八九十廿]", text):
        text = _han(text)
    text = REPUBLIC.sub(lambda found: f"{int(found[1]) + 1911}", text)
    text = text.replace("O", "0").replace("o", "0").replace("〇", "0").replace("○", "0")
    digits = text.replace(" ", "")
    if re.fullmatch(r"\d{4} \d{1,2}(?: \d{1,2})?", text):
        yield from _separated(text)
    elif re.fullmatch(r"\d{5}(?:\.0*)?", digits) or (re.fullmatch(r"\d{4}", digits) and int(digits) > LATEST):
        yield from _serial(float(digits))
    elif re.fullmatch(r"\d{4}(?:\d{2}|\d{4})?", digits):
        yield from _run(digits)
    elif re.fullmatch(r"\d{4}\.\d{1,2}", digits):
        year, _dot, month = digits.partition(".")
        yield from _spelled(int(year), int(month), None)
        if month == "1":  # a number cell turned into text loses the nought of October
            yield from _spelled(int(year), 10, None)
    else:
        yield from _separated(digits if SEPARATED.match(digits) else text)


def _of_number(value: float) -> Iterator[Spelled]:
    if float(value).is_integer():
        digits = str(int(value))
        if len(digits) in (6, 8) or (len(digits) == 4 and EARLIEST <= int(digits) <= LATEST):
            yield from _run(digits)
        elif 1 <= value < 100_000:
            yield from _serial(value)
    elif EARLIEST <= value <= LATEST:  # 1957.06 typed as a number; 1957.1 may be January or October
        year, month = int(value), round((value - int(value)) * 100)
        yield from _spelled(year, month, None)
        if month % 10 == 0:
            yield from _spelled(year, month // 10, None)
    elif 1 <= value < 100_000:
        yield from _serial(value)


def _serial(value: float) -> Iterator[Spelled]:
    """Days since 1899-12-30, as Excel counts; and since 1904 as the Mac once did."""
    for begin in (date(1899, 12, 31) if value < 60 else date(1899, 12, 30), date(1904, 1, 1)):
        day = begin + timedelta(days=int(value))
        yield Spelled(day.year, day.month, day.day)


def _run(digits: str) -> Iterator[Spelled]:
    if len(digits) == 8:
        yield from _spelled(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    elif len(digits) == 4:
        yield from _spelled(int(digits), None, None)
    else:
        yield from _spelled(int(digits[:4]), int(digits[4:]), None)
        yield from _spelled(1900 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))


def _separated(text: str) -> Iterator[Spelled]:
    found = SEPARATED.match(text)
    if found is None:
        alone = YEAR_ALONE.match(text) or re.match(r"^(\d{2})年$", text)
        if alone is not None:
            yield from _spelled(_year(alone[1]), None, None)
        return
    first, second, third = found[1], int(found[2]), found[3]
    if third is None:
        yield from _spelled(_year(first), second, None)
    elif len(third) == 4:  # 12/4/1943
        yield from _spelled(int(third), int(first), second)
        yield from _spelled(int(third), second, int(first))
    else:
        yield from _spelled(_year(first), second, int(third))
        if len(first) <= 2 and len(third) == 2 and not re.search(r"[年月]", text):  # 4/12/43
            yield from _spelled(1900 + int(third), int(first), second)
            yield from _spelled(1900 + int(third), second, int(first))


def _year(digits: str) -> int:
    """43 → 1943: whoever is in a registry of elders was born in the last century."""
    return int(digits) if len(digits) == 4 else 1900 + int(digits) if len(digits) == 2 else 0


def _spelled(year: int, month: int | None, day: int | None) -> Iterator[Spelled]:
    """The date, if there is such a one. A nought for what nobody knew (1943-00-00) counts as not said."""
    if day and month == 0:
        return
    month, day = month or None, day or None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return
    if EARLIEST <= year <= LATEST:
        yield Spelled(year, month, day)


def _han(text: str) -> str:
    """一九四三年四月十二日 → 1943年4月12日."""

    def number(found: re.Match[str]) -> str:
        tens, _ten, ones = found[0].partition("十")
        return str(int(tens.translate(HAN_DIGITS) or 1) * 10 + int(ones.translate(HAN_DIGITS) or 0))

    return HAN_NUMBER.sub(number, text.replace("廿", "二十")).translate(HAN_DIGITS)
