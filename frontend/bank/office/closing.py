"""Close an organisation: see what it holds and what keeps it open, then say where its books go."""

from dataclasses import dataclass
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
from accounts.access.queries import demand, territories
from accounts.organisations.models import Organisation
from accounts.organisations.queries import current_members, organisations_within
from accounts.refusals import NotFound, Refusal
from accounts.regions.queries import names_of
from frontend.bank.office.keeping import DO, for_keepers, put_at_field
from frontend.bank.office.words import amount_words
from frontend.shell.answers import SeeOther
from frontend.shell.wording import COUNTY_DIGITS, place_text
from services.orders.actions.close_organisation import AlreadyClosed
from services.orders.queries.organisation_side import unfinished_work
from services.windup.actions.wind_up_organisation import wind_up_organisation
from timebank.ledger.enums import Unit
from timebank.ledger.queries import organisation_accounts

SHOWN = 10
POOL = "pool"


@dataclass(frozen=True)
class Holding:
    """One of its books."""

    unit: str
    balance: int
    held: int

    @property
    def words(self) -> str:
        return amount_words(self.balance, self.unit)

    @property
    def held_words(self) -> str:
        return amount_words(self.held, self.unit)

    @property
    def is_minutes(self) -> bool:
        return self.unit == Unit.MINUTE


class CloseForm(forms.Form):
    """Who carries on."""

    successor = forms.ChoiceField(
        label=gettext_lazy("Where do its books go?"),
        error_messages={"required": gettext_lazy("Choose where its books go.")},
    )

    def __init__(self, data: Any = None, *, others: list[Organisation], pool: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.others = {str(one.id): one for one in others}
        houses = [(key, one.name) for key, one in self.others.items()]
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), (POOL, pool), *([(str(_("Organisations")), houses)] if houses else [])]

    @property
    def chosen(self) -> Organisation | None:
        """The successor; None for the pool. Only of a valid form."""
        return self.others.get(self.cleaned_data["successor"])


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """POST ``step=check`` says exactly what will happen, ``step=do`` does it."""
    organisation = Organisation.objects.select_related("region").filter(id=organisation_id).first()
    if organisation is None:
        raise NotFound
    demand(request.user, Permission.BOOKS_KEEP, region_code=organisation.region_id)
    context = _about(organisation)
    form = CloseForm(
        request.POST if request.method == "POST" else None,
        others=_others(request, organisation),
        pool=_("The pool of %(county)s") % {"county": context["place"]},
    )
    context["form"] = form
    status = 200
    if request.method == "POST":
        if organisation.closed_at is not None:  # sent twice, or somebody was quicker: the page says so
            return SeeOther(request.path)
        status = 422
        if form.is_valid():
            changed = request.POST.get("seen") != context["seen"]
            if request.POST.get("step") != DO or changed:
                checking = {**context, "successor": form.chosen, "changed": request.POST.get("step") == DO}
                return render(request, "bank/office/close_check.html", checking)
            try:
                return _close(request, organisation, form)
            except Refusal as refusal:
                status = put_at_field(form, refusal, default="successor")
    return render(request, "bank/office/organisation.html", context, status=status)


def _close(request: HttpRequest, organisation: Organisation, form: CloseForm) -> HttpResponse:
    successor = form.chosen
    try:
        wind_up_organisation(
            by=request.user,
            at=timezone.now(),
            organisation_id=organisation.id,
            successor_id=successor.id if successor is not None else None,
        )
    except AlreadyClosed:  # at the same moment
        return SeeOther(request.path)
    messages.success(request, _("%(name)s is closed. No minute is lost.") % {"name": organisation.name})
    return SeeOther(request.path)


def _others(request: HttpRequest, organisation: Organisation) -> list[Organisation]:
    """Open organisations of the reader's territory."""
    codes = territories(request.user, Permission.BOOKS_KEEP)
    return list(organisations_within(codes).filter(closed_at=None).exclude(id=organisation.id))


def _about(organisation: Organisation) -> dict[str, Any]:
    books = organisation_accounts([organisation.id]).get(organisation.id, [])
    holdings = [Holding(book.unit, book.balance, book.held) for book in books]
    work = unfinished_work(organisation.id)
    county = organisation.region_id[:COUNTY_DIGITS]
    return {
        "organisation": organisation,
        "place": place_text(names_of([county]).get(county, "")),
        "holdings": holdings,
        "moving": [one for one in holdings if one.balance > 0],
        "held": [one for one in holdings if one.held],
        "seen": ",".join(f"{one.unit}:{one.balance}" for one in holdings),
        "unfinished": work.count(),
        "work": list(work[:SHOWN]),
        "members": current_members(organisation.id, on=timezone.localdate()).count(),
    }
