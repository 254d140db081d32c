"""A stretch of the book on paper: the page to print, the PDF, and the signed statement as a file."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote as quoted
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.refusals import NotFound
from frontend.bank.books import Book, at_the_counter, book_for
from frontend.bank.lines import lines_of
from frontend.bank.passbook import within
from frontend.bank.period import Calendar, Period, read_period
from frontend.bank.pictures import qr_picture
from frontend.bank.slips import Slip, slips_of
from frontend.paper import printable, qr_svg, typeset
from frontend.shell.wording import digit_cells, minutes_column, minutes_text, name_text, place_text
from timebank.ledger.queries import account_of, months_of
from timebank.ledger.statement import signed_statement

MOST_LINES = 2000  # on one sheet; whoever has more takes it year by year


@at_the_counter
@require_safe
def show_print(request: HttpRequest, id: UUID | None = None) -> HttpResponse:
    """The lines of a period, oldest first, as they go onto paper."""
    book = book_for(request, id)
    return render(request, "bank/print.html", _sheet(request, book))


@at_the_counter
@require_safe
def show_pdf(request: HttpRequest, id: UUID | None = None) -> HttpResponse:
    """The same as a PDF, black on white, A4."""
    book = book_for(request, id)
    sheet = _sheet(request, book)
    data = printable(_paper(sheet, book))
    response = HttpResponse(typeset("passbook", data, at=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = _attached(book, sheet["period"], "pdf")
    return response


@at_the_counter
@require_safe
def show_statement(request: HttpRequest, id: UUID | None = None) -> HttpResponse:
    """What the bank signs: the lines with their proofs, to be checked by anybody without asking us."""
    book = book_for(request, id)
    period = _period(request, book)
    account = account_of(book.person.id)
    if account is None:
        raise NotFound
    text = signed_statement(account, at=timezone.now(), since=period.since, until=period.until)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = _attached(book, period, "json")
    return response


def _period(request: HttpRequest, book: Book) -> Period:
    return read_period(request.GET.get("period", "")) or Period(book.today.year, book.today.month)


def _attached(book: Book, period: Period, ending: str) -> str:
    """A file name that says whose it is and of when, for old and new browsers."""
    name = _("passbook %(name)s %(period)s") % {"name": name_text(book.person.name), "period": period.code}
    return f"attachment; filename=\"timebank-{period.code}.{ending}\"; filename*=UTF-8''{quoted(name)}.{ending}"


def _sheet(request: HttpRequest, book: Book) -> dict[str, Any]:
    period = _period(request, book)
    account = account_of(book.person.id)
    calendar = Calendar(months_of(book.person.id), account.balance if account else 0)
    found = list(within(lines_of(book.person.id), period).order_by("sequence")[: MOST_LINES + 1])
    check = request.build_absolute_uri(reverse("checkpoints:check"))
    return {
        "book": book,
        "person": book.person,
        "period": period,
        "account": account,
        "sums": calendar.sums(period),
        "lines": slips_of(book, found[:MOST_LINES]) if len(found) <= MOST_LINES else [],
        "too_many": len(found) > MOST_LINES,
        "calendar": calendar,
        "now": timezone.localtime(),
        "check_url": check,
        "qr": qr_picture(check),
        "last_day": timezone.localdate(period.until - timedelta(days=1)) if period.until else book.today,
    }


def _paper(sheet: dict[str, Any], book: Book) -> dict[str, Any]:
    """What the sheet ``passbook`` prints, every word of it."""
    sums, period = sheet["sums"], sheet["period"]
    return {
        "lang": (get_language() or "zh")[:2],
        "title": _("Passbook"),
        "bank": _("TimeBank"),
        "name": name_text(book.person.name),
        "home": place_text(book.person.home.name),
        "period": period.words,
        "cells": [[cell["label"], cell["digit"]] for cell in digit_cells(sums.closing)],
        "cut": next(number for number, cell in enumerate(digit_cells(sums.closing)) if cell["cut"]),
        "closing_words": _("In the book at the end"),
        "head": [pgettext("passbook", "Line"), _("Day"), _("What"), _("Came in"), _("Went out"), _("Balance")],
        "opening": [_("Brought forward"), minutes_column(sums.opening)],
        "rows": [_row(slip) for slip in sheet["lines"]],
        "foot": [
            "",
            "",
            _("Together"),
            minutes_column(sums.came),
            minutes_column(sums.went),
            minutes_column(sums.closing),
        ],
        "too_many": _("Too many lines for one paper: take it year by year.") if sheet["too_many"] else "",
        "empty": _("No line in this time."),
        "unit": _("Hours and minutes."),
        "check": _("Is it true? Take the signed statement from the passbook and check it here, without asking us:"),
        "check_url": sheet["check_url"],
        "qr": qr_svg(sheet["check_url"]),
        "printed": _("Printed on %(day)s. Only the ledger counts; this paper says what stood in it then.")
        % {"day": f"{sheet['now']:%Y-%m-%d %H:%M}"},
        "sum_words": minutes_text(sums.closing),
    }


def _row(slip: Slip) -> list[str]:
    what = f"{slip.title}\n{slip.note}" if slip.note else slip.title
    figure = minutes_column(slip.size)
    return [
        str(slip.sequence),
        f"{slip.day:%Y-%m-%d}",
        what,
        figure if slip.came else "",
        "" if slip.came else figure,
        minutes_column(slip.balance),
    ]
