"""Signing a contract with an organisation, and ending it early."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may, territories
from accounts.organisations.actions.end_contract import end_contract
from accounts.organisations.actions.sign_contract import MOST_FEN, Price, sign_contract
from accounts.organisations.models import Contract, Organisation
from accounts.organisations.queries.finding import organisation_judged_by
from accounts.people.names import initials_of
from accounts.refusals import NotFound, Refusal
from accounts.regions.models import Region
from frontend.shell.answers import SeeOther
from frontend.shell.kept import paper_answer
from frontend.shell.wording import place_text
from frontend.territory.dossier_forms import day_input
from services.catalogue.models import Category, ItemVersion
from services.catalogue.queries import menu

MOST_BYTES = 8 * 1024 * 1024
FEN = 100


@dataclass(frozen=True)
class PriceGroup:
    """One class of services with its lines: version, words it is found by, price and most as they were typed."""

    category: Category
    lines: list[tuple[ItemVersion, str, str, str]]

    @property
    def written(self) -> int:
        """How many have a price."""
        return sum(bool(price.strip()) for _version, _words, price, _most in self.lines)


class ContractForm(forms.Form):
    """Who buys, from when until when; the prices stand below, one line for each service."""

    region = forms.ChoiceField(label=pgettext_lazy("contract", "Who buys"))
    number = forms.CharField(label=gettext_lazy("Number of the contract"), max_length=40)
    title = forms.CharField(label=gettext_lazy("What it is about"), required=False, max_length=120)
    citation = forms.CharField(
        label=gettext_lazy("On what ground"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The document that the money comes from."),
    )
    signed_on = forms.DateField(label=gettext_lazy("Signed on"), widget=day_input())
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=day_input())
    ends_on = forms.DateField(label=gettext_lazy("Last day"), widget=day_input())
    document = forms.FileField(
        label=gettext_lazy("The signed paper"),
        required=False,
        widget=forms.FileInput({"accept": "image/*,application/pdf"}),
        help_text=gettext_lazy("Photo or PDF, at most 8 MB."),
    )

    def __init__(self, regions: list[Region], items: list[ItemVersion], data: Any = None, files: Any = None) -> None:
        today = timezone.localdate()
        last = today + relativedelta(years=1) - timedelta(days=1)
        super().__init__(data, files, initial={"signed_on": today, "starts_on": today, "ends_on": last})
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, place_text(one.name)) for one in regions]
        self.items = items

    def prices(self) -> list[Price]:
        """``price-haircut=15.00&most-haircut=2`` of each line that has a price. Faults are added to the form."""
        found = []
        for version in self.items:
            code = version.item.code
            text, most = self.data.get(f"price-{code}", "").strip(), self.data.get(f"most-{code}", "").strip()
            if not text:
                continue
            fen = fen_of(text)
            if fen is None or (most and not (most.isascii() and most.isdigit() and 0 < int(most[:6]) <= 1000)):
                self.add_error(None, _("%(item)s: write the price like 15 or 15.50.") % {"item": version.name})
                continue
            found.append(Price(code, fen, int(most) if most else None))
        return found

    @property
    def groups(self) -> list[PriceGroup]:
        """Every service with what was written for it, by class; classes with a price come first and stand open."""
        found = []
        for _code, some in groupby(self.items, key=lambda one: one.item.category_id):
            versions = list(some)
            lines = [
                (
                    one,
                    _words(one),
                    self.data.get(f"price-{one.item.code}", ""),
                    self.data.get(f"most-{one.item.code}", ""),
                )
                for one in versions
            ]
            found.append(PriceGroup(versions[0].item.category, lines))
        return sorted(found, key=lambda group: not group.written)


def fen_of(text: str) -> int | None:
    """``15``, ``15.5``, ``15.50`` yuan in fen; None for anything else, nothing and too much."""
    whole, _dot, part = text.replace("，", ".").replace("¥", "").strip().partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 6) or len(part) > 2 or (part and not part.isdigit()):
        return None
    fen = int(whole) * FEN + int(part.ljust(2, "0") or 0)
    return fen if 0 < fen <= MOST_FEN else None


def _words(version: ItemVersion) -> str:
    """Names and initials."""
    return f"{version.name_zh} {initials_of(version.name_zh)} {version.name_en.lower()}"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The contract as it was signed on paper, with a price for each service."""
    demand(request.user, Permission.CONTRACT_KEEP)
    organisation = organisation_judged_by(request.user, organisation_id)
    regions = _buyers(request.user, organisation)
    items = list(menu(region_code=organisation.region_id, on=timezone.localdate()))
    if request.method != "POST":
        return _show(request, organisation, ContractForm(regions, items))
    form, status = ContractForm(regions, items, request.POST, request.FILES), 422
    if form.is_valid():
        prices, given = form.prices(), form.cleaned_data
        sent = given.pop("document")
        try:
            if form.is_valid():
                contract = sign_contract(
                    by=request.user,
                    at=timezone.now(),
                    organisation_id=organisation.id,
                    region_code=given.pop("region"),
                    prices=prices,
                    document=sent.read(MOST_BYTES + 1) if sent else None,
                    **given,
                )
                messages.success(request, _("The contract %(number)s stands.") % {"number": contract.number})
                return SeeOther(reverse("territory:organisation", args=[organisation.id]))
        except Refusal as refusal:
            if refusal.status == NotFound.status:
                raise
            status = refusal.status
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _show(request, organisation, form, status=status)


@login_required
@never_cache
@require_POST
def end(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """``last_on=2026-12-31&reason=…``."""
    demand(request.user, Permission.CONTRACT_KEEP)
    contract = _contract(request.user, contract_id)
    last_on = _day(request.POST.get("last_on", ""))
    try:
        end_contract(
            by=request.user,
            at=timezone.now(),
            contract_id=contract.id,
            last_on=last_on or date.min,
            reason=request.POST.get("reason", "").replace("\x00", "")[:200],
        )
    except Refusal as refusal:
        if refusal.status == NotFound.status:
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The contract ends early. What was done until then keeps its price."))
    return SeeOther(reverse("territory:organisation", args=[contract.organisation_id]))


@login_required
@never_cache
@require_safe
def show_document(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The signed paper."""
    demand(request.user, Permission.CONTRACT_KEEP)
    return paper_answer(_contract(request.user, contract_id).document)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _contract(user: Any, contract_id: UUID) -> Contract:
    contract = Contract.objects.filter(id=contract_id).first()
    if contract is None or not may(user, Permission.CONTRACT_KEEP, region_code=contract.region_id):
        raise NotFound
    return contract


def _buyers(user: Any, organisation: Organisation) -> list[Region]:
    """Places of the reader in the organisation's county that may buy: the widest first."""
    codes = [one for one in territories(user, Permission.CONTRACT_KEEP) if one[:6] == organisation.region_id[:6]]
    below = Region.objects.filter(parent__in=codes) if codes else Region.objects.none()
    own = Region.objects.filter(code__in=codes)
    return list((own | below).order_by("code"))


def _show(request: HttpRequest, organisation: Organisation, form: ContractForm, *, status: int = 200) -> HttpResponse:
    return render(request, "territory/contract.html", {"organisation": organisation, "form": form}, status=status)
