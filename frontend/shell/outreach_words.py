"""What departments bring to villages, as lists show it and as the inbox says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.access.enums import Department
from accounts.regions.models import Region
from services.catalogue.models import Outreach

MOST_NAMED = 8
OUTREACH_SENTENCES: dict[str, Any] = {
    "services.outreach.posted": gettext_lazy("For your village: %(what)s"),
    "services.outreach.withdrawn": gettext_lazy("Does not come after all: %(what)s"),
}


@dataclass(frozen=True)
class Brought:
    """A line of the list. ``villages`` are names, at most ``MOST_NAMED``; ``more`` how many besides."""

    title: str
    department_words: str
    words: str
    times: str
    cost: str
    how: str
    first_on: date
    last_on: date
    villages: tuple[str, ...] = ()
    more: int = 0


def outreach_lines(rows: Iterable[Outreach], *, named: bool = True) -> list[Brought]:
    """Of what stands today; ``named`` False where everybody reads it in their own village."""
    return [
        _line(one, [village.name for village in one.villages.all()] if named else [], one.get_department_display())
        for one in rows
    ]


def frozen_lines(rows: list[dict[str, Any]]) -> list[Brought]:
    """Of an edition, as it was published. One query for the names."""
    codes = {code for row in rows for code in row["villages"]}
    names = dict(Region.objects.filter(code__in=codes).values_list("code", "name"))
    found = []
    for row in rows:
        values: dict[str, Any] = {name: row[name] for name in ("title", "words", "times", "cost", "how")}
        days: dict[str, Any] = {name: date.fromisoformat(row[name]) for name in ("first_on", "last_on")}
        one = Outreach(**values, **days)
        there = [names.get(code, code) for code in row["villages"]]
        found.append(_line(one, there, str(Department(row["department"]).label)))
    return found


def outreach_note(subject: Outreach) -> tuple[str, str]:
    """The note below the sentence, and the address."""
    return f"{subject.times} {subject.how}"[:120], f"{reverse('public:services')}?region={subject.region_id}"


def _line(one: Outreach, names: list[str], department: Any) -> Brought:
    return Brought(
        title=one.title,
        department_words=str(department),
        words=one.words,
        times=one.times,
        cost=one.cost,
        how=one.how,
        first_on=one.first_on,
        last_on=one.last_on,
        villages=tuple(names[:MOST_NAMED]),
        more=max(0, len(names) - MOST_NAMED),
    )
