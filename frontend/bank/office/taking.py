"""Take a line back: say why, and what should stand there instead; then it waits for a second person."""

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

from accounts.refusals import NotFound, Refusal
from frontend.bank.lines import lines_of
from frontend.bank.office.keeping import MOST_HOURS, AmountForm, for_keepers, kept_book, put_at_field
from frontend.bank.office.people import about, kept_slips
from frontend.shell.answers import SeeOther
from timebank.ledger.actions.request_reversal import request_reversal
from timebank.ledger.actions.reversing import AlreadyReversed, NotReversible
from timebank.ledger.enums import TransferKind


class TakeBackForm(AmountForm):
    """Why, and the right amount."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it wrong?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The second person reads it, and it stands in both passbooks."),
        error_messages={"required": gettext_lazy("Say why.")},
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Hours"),
        required=False,
        min_value=0,
        max_value=MOST_HOURS,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=0,
        max_value=59,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )

    def __init__(self, data: Any = None, *, stands: int, **options: Any) -> None:
        super().__init__(data, **options)
        self.stands = stands

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = dict(super().clean() or {})
        if not self.errors.keys() & {"hours", "minutes"} and self.time() == self.stands:
            self.add_error("hours", _("That is what stands there now. Write what should stand there instead."))
        return data


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, person_id: UUID, number: int) -> HttpResponse:
    """The form for one line; a line that was asked about before leads to the request."""
    book = kept_book(request, person_id)
    entry = lines_of(book.person.id).filter(sequence=number).first() if 0 < number < 2**62 else None
    if entry is None:
        raise NotFound
    slip = kept_slips(book, [entry])[0]
    if slip.asked is not None:
        return SeeOther(reverse("office:request", args=[slip.asked.id]))
    status = 200
    form = TakeBackForm(request.POST if request.method == "POST" else None, stands=entry.transfer.amount)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                asked = request_reversal(
                    by=request.user,
                    at=timezone.now(),
                    transfer_id=entry.transfer_id,
                    reason=form.cleaned_data["reason"],
                    repost_amount=form.time(),
                )
            except AlreadyReversed as refusal:
                again = kept_slips(book, [entry])[0].asked
                if again is not None:  # sent twice, or somebody was quicker
                    return SeeOther(reverse("office:request", args=[again.id]))
                status = put_at_field(form, refusal)
            except Refusal as refusal:
                status = put_at_field(form, refusal)
            else:
                messages.success(request, _("Asked. Nothing has moved yet: a second person decides."))
                return SeeOther(reverse("office:request", args=[asked.id]))
    context = {
        **about(book),
        "slip": slip,
        "form": form,
        "final": _final(entry.transfer.kind),
        "is_service": entry.transfer.kind == TransferKind.EARN,
    }
    return render(request, "bank/office/take_back.html", context, status=status)


def _final(kind: str) -> str:
    """Why a line of this kind is not taken back; empty when it may be."""
    if kind == TransferKind.REVERSE:
        return _("This line is itself a correction: it stays. Write a new line if something is still missing.")
    return str(NotReversible()) if kind in (TransferKind.INHERIT, TransferKind.RELOCATE) else ""
