"""Check one line oneself: its fingerprint reckoned anew, the seal it lies in, the code to compare by eye."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.refusals import NotFound
from frontend.bank.books import at_the_counter, book_for
from frontend.bank.checkpoints import code_of
from frontend.bank.lines import lines_of
from frontend.bank.slips import groups, slips_of
from frontend.bank.verdicts import words_of
from timebank.ledger.keys import public_keys
from timebank.ledger.proof import verify_statement
from timebank.ledger.queries.checkpoints import by_number
from timebank.ledger.statement import signed_statement


@at_the_counter
@require_safe
def show_line(request: HttpRequest, number: int, id: UUID | None = None) -> HttpResponse:
    """Makes the statement of this line and checks it as a stranger would, then says what was found."""
    book = book_for(request, id)
    entry = lines_of(book.person.id).filter(sequence=number).first() if 0 < number < 2**63 else None
    if entry is None:
        raise NotFound
    slip = slips_of(book, [entry])[0]
    checkpoint: Any = by_number(slip.sealed) if slip.sealed else None
    when = entry.transfer.happened_at
    text = signed_statement(entry.account, at=timezone.now(), since=when, until=when + timedelta(microseconds=1))
    verdict = verify_statement(text, public_keys())
    context = {
        "book": book,
        "person": book.person,
        "slip": slip,
        "hash": groups(entry.hash),
        "verdict": verdict,
        "faults": [words_of(finding) for finding in verdict.findings if finding.line in (0, number)],
        "checkpoint": checkpoint,
        "code": groups(code_of(checkpoint)) if checkpoint is not None else [],
    }
    return render(request, "bank/line.html", context)
