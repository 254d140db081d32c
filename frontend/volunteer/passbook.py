"""The passbook: what is in it, month by month, and how each line came about."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from frontend.shell.wording import month_text, place_text
from frontend.volunteer.door import for_volunteers, person_of
from frontend.volunteer.slips import Slip, slips_of
from timebank.ledger.queries import account_of, entries_of, months_of

PAGE = 20
CHART_MONTHS = 6
ABOVE = 4  # lines shown above the one that was asked for
KINDS = ("in", "out")

Month = tuple[int, int]


@dataclass(frozen=True)
class MonthLines:
    """The lines of one month on this page, and the month's sums over all its lines."""

    day: date
    lines: list[Slip]
    came: int
    went: int


@for_volunteers
def show_passbook(request: HttpRequest) -> HttpResponse:
    """Twenty lines a page, newest first. ``from`` is the number of the first, ``line`` one to be shown open."""
    person = person_of(request)
    account = account_of(person.id)
    months = months_of(person.id)
    kind = request.GET.get("kind", "")
    wanted = _number(request, "line")
    start = wanted + ABOVE if wanted else _number(request, "from")
    lines, older = _lines(person.id, kind, start)
    today = timezone.localdate()
    sums = {(row["month"].year, row["month"].month): row for row in months}
    context = {
        "person": person,
        "home": place_text(person.home.name),
        "account": account,
        "balance": account.balance if account else 0,
        "held": account.held if account else 0,
        "this_month": sums.get((today.year, today.month), {"came": 0, "went": 0}),
        "earned": sum(row["came"] for row in months),
        "since": months[-1]["month"] if months else None,
        "months": _by_month(lines, sums),
        "chart": _chart(sums, today),
        "kind": kind if kind in KINDS else "",
        "open_line": wanted,
        "older": older,
        "newer": bool(start and account and start < account.version),
        "closing": lines[-1].balance - lines[-1].amount if lines and kind not in KINDS else None,
        "today": today,
    }
    return render(request, "volunteer/passbook.html", context)


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _lines(person_id: UUID, kind: str, start: int) -> tuple[list[Slip], int]:
    """A page of lines, and the number of the first one of the next page (0: there is none)."""
    entries = entries_of(person_id)
    if kind == "in":
        entries = entries.filter(amount__gt=0)
    elif kind == "out":
        entries = entries.filter(amount__lt=0)
    if start:
        entries = entries.filter(sequence__lte=start)
    found = list(entries[: PAGE + 1])
    return slips_of(found[:PAGE]), found[PAGE].sequence if len(found) > PAGE else 0


def _by_month(lines: list[Slip], sums: dict[Month, dict[str, Any]]) -> list[MonthLines]:
    grouped = []
    for (year, month), found in groupby(lines, key=lambda slip: (slip.day.year, slip.day.month)):
        row = sums.get((year, month), {"came": 0, "went": 0})
        grouped.append(MonthLines(date(year, month, 1), list(found), row["came"], row["went"]))
    return grouped


def _chart(sums: dict[Month, dict[str, Any]], today: date) -> dict[str, list[Any]]:
    """Minutes that came in, in each of the last months, oldest first; a month without any is a zero."""
    months = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in reversed(range(CHART_MONTHS))]
    return {
        "labels": [month_text(date(year, month + 1, 1)) for year, month in months],
        "values": [sums.get((year, month + 1), {"came": 0})["came"] for year, month in months],
    }
