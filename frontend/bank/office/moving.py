"""A holder moves to another time bank, or comes from one: the minutes travel on a signed paper."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.refusals import NotFound, Refusal
from frontend.bank.office.keeping import DO, KeptBook, for_keepers, kept_book, put_at_field
from frontend.bank.office.people import about
from frontend.bank.sent_paper import SentPaperForm
from frontend.shell.answers import SeeOther
from frontend.shell.wording import minutes_text, name_text
from timebank.ledger.actions.post_transfer import AccountClosed
from timebank.ledger.actions.receive_account import receive_account
from timebank.ledger.actions.relocate_account import relocate_account
from timebank.ledger.queries import entries_of
from timebank.ledger.queries.relocations import relocation_of, relocation_paper


class MoveForm(forms.Form):
    """Where to."""

    destination = forms.CharField(
        label=gettext_lazy("Which time bank?"),
        max_length=120,
        help_text=gettext_lazy("County and name, as that house calls itself."),
        error_messages={"required": gettext_lazy("Say where they move to.")},
    )


class PaperForm(SentPaperForm):
    """The paper of the other house."""

    most_bytes = 64 * 1024
    too_large = gettext_lazy("This file is too large to be such a paper.")


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """POST ``step=check`` says exactly what will happen, ``step=do`` does it and leads to the paper."""
    book = kept_book(request, person_id)
    form = MoveForm(request.POST if request.method == "POST" else None)
    context = {**about(book), "form": form}
    status = 200
    if request.method == "POST":
        if context["closed_at"] is not None:  # sent twice, or somebody was quicker: the book says what became of it
            return _closed(book)
        status = 422
        if form.is_valid():
            changed = request.POST.get("seen") != str(context["balance"])
            if request.POST.get("step") != DO or changed:
                checking = {**context, "changed": request.POST.get("step") == DO}
                return render(request, "bank/office/move_check.html", checking)
            try:
                return _move(request, book, form.cleaned_data["destination"])
            except Refusal as refusal:
                status = put_at_field(form, refusal, default="destination")
    return render(request, "bank/office/move.html", context, status=status)


def _move(request: HttpRequest, book: KeptBook, destination: str) -> HttpResponse:
    try:
        relocate_account(by=request.user, at=timezone.now(), person=book.person, destination=destination)
    except AccountClosed:  # at the same moment
        return _closed(book)
    messages.success(request, _("The minutes have left. Now hand over the paper."))
    return SeeOther(book.address("paper"))


def _closed(book: KeptBook) -> HttpResponse:
    """On to the paper, or to the book that says what else became of it."""
    return SeeOther(book.address("paper" if relocation_of(book.person.id) is not None else "person"))


@for_keepers
@require_safe
def show_paper(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What is to be done with the paper; as long as the minutes have not come back it can be fetched again."""
    book = kept_book(request, person_id)
    transfer = relocation_of(book.person.id)
    if transfer is None:
        raise NotFound
    facts = {"transfer": transfer, "destination": transfer.memo.get("destination", "")}
    return render(request, "bank/office/paper.html", {**about(book), **facts})


@for_keepers
@require_safe
def download_paper(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The signed paper as a file."""
    book = kept_book(request, person_id)
    transfer = relocation_of(book.person.id)
    if transfer is None:
        raise NotFound
    response = HttpResponse(relocation_paper(transfer), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="timebank-moved-{transfer.id}.json"'
    return response


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The paper of another house; what it says is credited once, however often it is sent."""
    book = kept_book(request, person_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*sent)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                transfer = receive_account(
                    by=request.user, at=timezone.now(), person=book.person, paper=form.cleaned_data["paper"]
                )
            except Refusal as refusal:
                status = put_at_field(form, refusal, default=form.used)
            else:
                line = entries_of(book.person.id).get(transfer=transfer.id).sequence
                facts = {"name": name_text(book.person.name), "time": minutes_text(transfer.amount)}
                messages.success(request, _("%(time)s have arrived in the book of %(name)s.") % facts)
                return SeeOther(f"{book.address('person')}?line={line}#line-{line}")
    return render(request, "bank/office/bring_in.html", {**about(book), "form": form}, status=status)
