"""A request to take a line back: both books, what would be posted, and the second person's word."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.refusals import Refusal
from frontend.bank.lines import lines_of
from frontend.bank.office.keeping import KeptBook, for_keepers, put_at_field
from frontend.bank.office.words import amount_words, holder_words
from frontend.bank.slips import Slip, slips_of
from frontend.shell.answers import SeeOther
from frontend.shell.wording import name_text
from services.orders.enums import OPEN_CORRECTIONS
from services.orders.queries.corrections import correction_behind
from timebank.ledger.actions.decide_reversal import decide_reversal
from timebank.ledger.actions.reversing import RequestDecided
from timebank.ledger.enums import AccountKind, ReversalStatus, TransferKind, Unit
from timebank.ledger.queries import reversal_for
from timebank.ledger.queries.reversals import say_of

APPROVE, REFUSE = "approve", "refuse"


class DecideForm(forms.Form):
    """Yes, or no with words."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Do you agree?"),
        choices=(
            (APPROVE, gettext_lazy("Yes: take it back as written here")),
            (REFUSE, gettext_lazy("No: the line stays")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Your words"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed for a no. Whoever asked reads it."),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = dict(super().clean() or {})
        if data.get("decision") == REFUSE and not data.get("words"):
            self.add_error("words", _("Say why it stays."))
        return data


@dataclass(frozen=True)
class Side:
    """One of the two books; figures in its unit, ``after`` once both postings are made."""

    account: Any
    who: str
    slip: Slip | None
    change: int
    unit: str
    linked: bool  # the reader may open the book

    @property
    def has_figures(self) -> bool:
        """Persons and organisations have a book; where minutes come from and go to does not help anybody decide."""
        return self.account.kind in (AccountKind.PERSON, AccountKind.ORGANISATION, AccountKind.POOL)

    @property
    def now(self) -> str:
        return amount_words(self.account.balance, self.unit)

    @property
    def after(self) -> str:
        return amount_words(self.account.balance + self.change, self.unit)

    @property
    def missing(self) -> str:
        """How much is not free any more; empty when there is enough."""
        short = -(self.account.available + self.change)
        return amount_words(short, self.unit) if self.has_figures and self.change < 0 < short else ""


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Everything there is to know before saying yes or no; afterwards what was said."""
    asked = reversal_for(request.user, request_id)
    correction = correction_behind(asked.id)
    if correction is not None and correction.status in OPEN_CORRECTIONS and request.method == "POST":
        return SeeOther(reverse("territory:correction", args=[correction.id]))  # the record is decided with it
    form = DecideForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            approve = form.cleaned_data["decision"] == APPROVE
            try:
                decide_reversal(
                    by=request.user,
                    at=timezone.now(),
                    request_id=asked.id,
                    approve=approve,
                    words=form.cleaned_data["words"],
                )
            except RequestDecided as refusal:
                asked = reversal_for(request.user, request_id)
                if asked.decided_by_id == request.user.id:  # sent twice
                    return SeeOther(request.path)
                status = put_at_field(form, refusal)
            except Refusal as refusal:
                status = put_at_field(form, refusal)
            else:
                messages.success(request, _done(asked, approve))
                return SeeOther(request.path)
    return render(request, "bank/office/request.html", _page(request, asked, correction, form), status=status)


def _done(asked: Any, approve: bool) -> str:
    if not approve:
        return _("The line stays. Whoever asked reads your words.")
    if asked.repost_amount:
        return _("Taken back, and the right amount is written. Both stand in the passbooks.")
    return _("Taken back. The old line stays, a new one puts it right.")


def _page(request: HttpRequest, asked: Any, correction: Any, form: forms.Form) -> dict[str, Any]:
    transfer = asked.transfer
    open_correction = correction if correction is not None and correction.status in OPEN_CORRECTIONS else None
    say = say_of(request.user, asked)
    change = transfer.amount - asked.repost_amount
    sides = [_side(request, asked, transfer.source, change), _side(request, asked, transfer.target, -change)]
    slips = [side.slip for side in sides if side.slip is not None]
    return {
        "asked": asked,
        "what": slips[-1].title if slips else str(TransferKind(transfer.kind).label),
        "happened_at": transfer.happened_at,
        "amount": amount_words(transfer.amount, transfer.source.unit),
        "right": amount_words(asked.repost_amount, transfer.source.unit) if asked.repost_amount else "",
        "sides": sides,
        "source": sides[0].who,
        "target": sides[1].who,
        "asker": name_text(str(asked.requested_by)),
        "decider": name_text(str(asked.decided_by)) if asked.decided_by else "",
        "is_open": asked.status == ReversalStatus.OPEN,
        "is_approved": asked.status == ReversalStatus.APPROVED,
        "say": say,
        "correction": open_correction,
        "form": form if form.is_bound or (say.decide and open_correction is None) else None,
        "own": asked.requested_by_id == request.user.id,
    }


def _side(request: HttpRequest, asked: Any, account: Any, change: int) -> Side:
    """One side of the posting; a person's name is shown to whoever decides, and that is written down."""
    person, slip = account.person, None
    if person is not None:
        now = timezone.now()
        reveal_person(by=request.user, at=now, person=person, purpose="books", reference=f"reversal:{asked.id}")
        book = KeptBook(person, None, False, frozenset(), timezone.localdate(now))
        line = lines_of(person.id).filter(transfer=asked.transfer_id).first() if account.unit == Unit.MINUTE else None
        slip = slips_of(book, [line])[0] if line is not None else None
    linked = person is not None and may(request.user, Permission.BOOKS_KEEP, region_code=person.home_id)
    done = asked.status != ReversalStatus.OPEN
    return Side(account, holder_words(account), slip, 0 if done else change, account.unit, linked)
