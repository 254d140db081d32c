"""Give free minutes to somebody, with the reason."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Refusal
from accounts.regions.models import Region
from frontend.bank.office.keeping import (
    AmountForm,
    KeptBook,
    StaleKey,
    for_keepers,
    fresh_key,
    kept_book,
    posting_key,
    put_at_field,
)
from frontend.bank.office.people import about
from frontend.shell.answers import SeeOther
from frontend.shell.wording import COUNTY_DIGITS, minutes_text, name_text
from timebank.ledger.actions.grant_minutes import grant_minutes
from timebank.ledger.queries import entries_of

MOST_HOURS = 1000  # at once


class GrantForm(AmountForm):
    """How much, and why."""

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
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=120,
        help_text=gettext_lazy("It stands in the passbook, for example: emergency help after the flood."),
        error_messages={"required": gettext_lazy("Say why.")},
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = dict(super().clean() or {})
        if not self.errors.keys() & {"hours", "minutes"} and self.time() == 0:
            self.add_error("hours", _("Say how much."))
        return data


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The form; sent, it leads to the line it has become."""
    book = kept_book(request, person_id)
    demand(request.user, Permission.GRANT_MINUTES, region_code=book.person.home_id)
    form = GrantForm(request.POST if request.method == "POST" else None)
    status, stale = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _grant(request, book, form)
            except StaleKey:
                stale = True
            except Refusal as refusal:
                status = put_at_field(form, refusal, default="hours")
    context = {**about(book), "form": form, "stale": stale, "key": fresh_key(form, request.user)}
    return render(request, "bank/office/grant.html", context, status=status)


def _grant(request: HttpRequest, book: KeptBook, form: GrantForm) -> HttpResponse:
    transfer = grant_minutes(
        by=request.user,
        at=timezone.now(),
        person=book.person,
        county=Region.objects.get(code=book.person.home_id[:COUNTY_DIGITS]),
        amount=form.time(),
        key=f"grant:{posting_key(form, request.user)}",
        reason=form.cleaned_data["reason"],
    )
    line = entries_of(book.person.id).get(transfer=transfer.id).sequence
    facts = {"name": name_text(book.person.name), "time": minutes_text(transfer.amount)}
    messages.success(request, _("%(name)s has %(time)s more.") % facts)
    return SeeOther(f"{book.address('person')}?line={line}#line-{line}")
