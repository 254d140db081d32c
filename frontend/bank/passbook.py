"""The passbook: what is in it, month by month, and how each line came about."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.policies.queries import Rulebook, rulebook
from accounts.policies.rules import GIFT_TO, HONOUR_STARS, SPEND_AGE, SPEND_WARNING
from frontend.bank.books import Book, at_the_counter, book_for, books_beside
from frontend.bank.lines import lines_of
from frontend.bank.period import Calendar, Period, read_period
from frontend.bank.slips import Slip, slips_of
from frontend.bank.stair import stair
from services.orders.queries.certified import minutes_served
from services.orders.queries.honours import stars
from services.orders.queries.rows import orders_of_elders
from timebank.ledger.queries import account_of, entries_of, months_of, open_holds

PAGE = 30
ABOVE = 4  # lines shown above the one that was asked for
KINDS = ("in", "out")


@dataclass(frozen=True)
class MonthLines:
    """The lines of one month on this page."""

    day: date
    lines: list[Slip]


@at_the_counter
@require_safe
def show_book(request: HttpRequest, id: UUID | None = None) -> HttpResponse:
    """One month, newest line first; ``period``, ``kind``, ``from`` (a line's number), ``line`` (one to be open)."""
    book = book_for(request, id)
    request.menu_stop = "bank:book"  # type: ignore[attr-defined]
    account = account_of(book.person.id)
    calendar = Calendar(months_of(book.person.id), account.balance if account else 0)
    wanted = number_in(request, "line")
    period = _period(request, book, calendar, wanted)
    start = wanted + ABOVE if wanted else number_in(request, "from")
    kind = request.GET.get("kind", "")
    found = _found(book, period, kind, start)
    older, newer = calendar.beside(period)
    rules = rulebook(region_code=book.person.home_id, on=book.today)
    context = {
        "book": book,
        "person": book.person,
        "account": account,
        "balance": calendar.balance,
        "available": account.available if account else 0,
        "held": account.held if account else 0,
        "holds": _holds(book, account),
        "books": books_beside(request),
        "period": period,
        "sums": calendar.sums(period),
        "calendar": calendar,
        "older_period": older,
        "newer_period": newer,
        "kind": kind if kind in KINDS else "",
        "months": by_month(slips_of(book, found[:PAGE])),
        "open_line": wanted,
        "older": found[PAGE].sequence if len(found) > PAGE else 0,
        "is_later_page": bool(start and not wanted) or bool(wanted and found and _skipped(book, period, found)),
        "stair": stair(calendar, book.today),
        **_rules(book, account, rules),
        **(_done(book, rules) if book.own else {}),
    }
    return render(request, "bank/passbook.html", context)


def number_in(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _period(request: HttpRequest, book: Book, calendar: Calendar, wanted: int) -> Period:
    """What the address asks for; the month of the wanted line; else the newest month with a line."""
    asked = read_period(request.GET.get("period", ""))
    if asked is not None:
        return asked
    if wanted:
        entry = entries_of(book.person.id).filter(sequence=wanted).first()
        if entry is not None:
            day = timezone.localdate(entry.transfer.happened_at)
            return Period(day.year, day.month)
    return calendar.months[0] if calendar.months else Period(book.today.year, book.today.month)


def within(entries: QuerySet[Any], period: Period) -> QuerySet[Any]:
    """Lines of what happened in the period."""
    if period.since is not None:
        entries = entries.filter(transfer__happened_at__gte=period.since)
    return entries.filter(transfer__happened_at__lt=period.until) if period.until is not None else entries


def _found(book: Book, period: Period, kind: str, start: int) -> list[Any]:
    """A page of lines and one more, if there is one."""
    entries = within(lines_of(book.person.id), period)
    if kind in KINDS:
        entries = entries.filter(amount__gt=0) if kind == "in" else entries.filter(amount__lt=0)
    if start:
        entries = entries.filter(sequence__lte=start)
    return list(entries[: PAGE + 1])


def _skipped(book: Book, period: Period, found: list[Any]) -> bool:
    """True when the period has lines above the first one found."""
    return within(entries_of(book.person.id), period).filter(sequence__gt=found[0].sequence).exists()


def by_month(lines: list[Slip]) -> list[MonthLines]:
    grouped = groupby(lines, key=lambda slip: (slip.day.year, slip.day.month))
    return [MonthLines(date(year, month, 1), list(found)) for (year, month), found in grouped]


def _holds(book: Book, account: Any) -> list[tuple[Any, int]]:
    """Orders with the minutes set aside for each, soonest first."""
    if account is None or not account.held or book.elder is None:
        return []
    amounts = {hold.reference_id: hold.amount for hold in open_holds(account)}
    orders = orders_of_elders([book.elder.id]).filter(id__in=amounts).order_by("starts_at")
    return [(order, amounts[order.id]) for order in orders]


def _done(book: Book, rules: Rulebook) -> dict[str, Any]:
    """What the holder has served in all, and the stars for it."""
    served = minutes_served(book.person.id)
    return {"served": served, "stars": stars(served, rules[HONOUR_STARS].value)}


def _rules(book: Book, account: Any, rules: Rulebook) -> dict[str, Any]:
    """What the rules of the place say about this book today."""
    warning = rules[SPEND_WARNING].value or 0
    spends = book.age is not None and book.age >= (rules[SPEND_AGE].value or 0) and book.elder is not None
    available = account.available if account else 0
    return {
        "spend_age": rules[SPEND_AGE].value,
        "gift_to": rules[GIFT_TO].value,
        "warning": warning if spends and account is not None and available < warning else None,
    }
