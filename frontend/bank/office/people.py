"""Somebody's book in the office: every line, and what those who keep books may do about it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from frontend.bank.lines import lines_of
from frontend.bank.office.keeping import KeptBook, for_keepers, kept_book
from frontend.bank.office.words import holder_words
from frontend.bank.passbook import ABOVE, PAGE, by_month, number_in
from frontend.bank.period import Calendar, Period
from frontend.bank.slips import Slip, slips_of
from timebank.ledger.enums import TransferKind
from timebank.ledger.queries import account_of, months_of, requests_about
from timebank.ledger.queries.relocations import MERGED, emptied_by


@for_keepers
@require_safe
def show_book(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """All lines, newest first; ``from`` (a line's number) begins a page there, ``line`` is shown open."""
    book = kept_book(request, person_id)
    account = account_of(book.person.id)
    calendar = Calendar(months_of(book.person.id), account.balance if account else 0)
    period = calendar.months[0] if calendar.months else Period(book.today.year, book.today.month)
    wanted = number_in(request, "line")
    start = wanted + ABOVE if wanted else number_in(request, "from")
    entries = lines_of(book.person.id)
    found = list((entries.filter(sequence__lte=start) if start else entries)[: PAGE + 1])
    context = {
        **about(book),
        "period": period,
        "sums": calendar.sums(period),
        "months": by_month(kept_slips(book, found[:PAGE])),
        "open_line": wanted,
        "older": found[PAGE].sequence if len(found) > PAGE else 0,
        "is_later_page": bool(found and account and found[0].sequence < account.version),
        "is_own": book.person.id == request.user.person_id,  # type: ignore[union-attr]
        "grants": may(request.user, Permission.GRANT_MINUTES, region_code=book.person.home_id),
        **_closed(account),
    }
    return render(request, "bank/office/person.html", context)


def about(book: KeptBook) -> dict[str, Any]:
    """What every page about a book shows at its head."""
    account = account_of(book.person.id)
    return {
        "book": book,
        "person": book.person,
        "account": account,
        "balance": account.balance if account else 0,
        "available": account.available if account else 0,
        "held": account.held if account else 0,
        "closed_at": account.closed_at if account else None,
    }


def kept_slips(book: KeptBook, entries: list[Any]) -> list[Slip]:
    """Lines in words, each with the request to take it back, if there is one."""
    requests = requests_about(entry.transfer_id for entry in entries)
    slips = slips_of(book, entries)
    return [replace(slip, asked=requests.get(e.transfer_id)) for slip, e in zip(slips, entries, strict=True)]


def _closed(account: Any) -> dict[str, Any]:
    """Where the minutes of a closed book went."""
    last = emptied_by(account) if account is not None else None
    if last is None:
        return {}
    moved = last.kind == TransferKind.RELOCATE and MERGED not in last.memo
    return {
        "gone": last,
        "gone_to": last.memo.get("destination", "") if moved else holder_words(last.target),
        "gone_paper": last.memo.get("paper", ""),
        "moved": moved,
    }
