"""Seven rows, from when until when: the hours of a member, or of a house."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.dateparse import parse_time

from accounts.organisations.actions.describe_organisation import BadHours
from accounts.organisations.enums import Weekday

Hours = dict[int, tuple[time, time]]


@dataclass(frozen=True)
class Row:
    """One day of the week, as the form shows it."""

    number: int
    words: Any
    starts: str
    ends: str


def week_rows(hours: Mapping[int, tuple[time, time]]) -> list[Row]:
    """All seven, empty where nothing is said."""
    return [
        Row(day.value, day.label, *(f"{one:%H:%M}" for one in hours[day]))
        if day in hours
        else Row(day.value, day.label, "", "")
        for day in Weekday
    ]


def week_of(data: Mapping[str, str]) -> Hours:
    """``d0_from=08:00&d0_to=12:00``. Raises BadHours for half a row and for what is no time."""
    found: Hours = {}
    for day in Weekday:
        first, last = (data.get(f"d{day.value}_{end}", "").strip() for end in ("from", "to"))
        if not first and not last:
            continue
        found[day.value] = (_time(first), _time(last))
    return found


def week_text(hours: Mapping[int, tuple[time, time]]) -> list[tuple[Any, str]]:
    """``周一到周五 8:00–12:00``: days that follow each other with the same hours in one line."""
    lines: list[tuple[list[int], tuple[time, time]]] = []
    for day, span in sorted(hours.items()):
        if lines and lines[-1][1] == span and lines[-1][0][-1] == day - 1:
            lines[-1][0].append(day)
        else:
            lines.append(([day], span))
    return [(_days(days), f"{first:%-H:%M}–{last:%-H:%M}") for days, (first, last) in lines]


def _days(days: list[int]) -> str:
    first, last = Weekday(days[0]).label, Weekday(days[-1]).label
    return str(first) if len(days) == 1 else f"{first}–{last}"


def spans_of(rows: Iterable[Any], first: str, last: str) -> Hours:
    """Rows of the database as hours by weekday."""
    return {row.weekday: (getattr(row, first), getattr(row, last)) for row in rows}


def _time(text: str) -> time:
    try:
        found = parse_time(text)
    except ValueError as error:
        raise BadHours(field="hours") from error
    if found is None or found.tzinfo is not None:
        raise BadHours(field="hours")
    return found.replace(microsecond=0)
