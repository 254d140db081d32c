"""Budgets of county, township, village and place: what came in and from where, what it was spent on, and receipts."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may, territories
from accounts.keys import new_key
from accounts.regions.models import Region
from accounts.regions.queries import children
from frontend.shell.going import carried_out, posted, see_other
from frontend.shell.wording import place_text
from timebank.subsidies.actions.open_budget import PlaceSheet, open_budget
from timebank.subsidies.actions.put_in import put_in
from timebank.subsidies.actions.spend import spend
from timebank.subsidies.enums import BudgetLevel, BudgetPlaceKind, MoneyFor, MoneyFrom
from timebank.subsidies.queries.budgets import budget_for, budgets_for, gifts_for, movement_for, movements_of
from timebank.subsidies.queries.sums import money_of

PAGE = 30
DAY = forms.DateInput(attrs={"type": "date"})


class OpenForm(forms.Form):
    """A new budget."""

    region = forms.ChoiceField(label=pgettext_lazy("budget", "Whose money"))
    name = forms.CharField(label=pgettext_lazy("budget", "What it is for"), max_length=60)

    place_kind = forms.ChoiceField(
        label=pgettext_lazy("budget", "Of a place there"),
        choices=[("", pgettext_lazy("budget", "No: of the village, township or county")), *BudgetPlaceKind.choices],
        required=False,
    )
    place_name = forms.CharField(label=pgettext_lazy("budget", "Name of the place"), max_length=60, required=False)

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = territories(user, Permission.BUDGET_KEEP)
        own = list(Region.objects.filter(code__in=codes))
        self.regions = {one.code: one for one in [*own, *(below for one in own for below in children(one.code))]}
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, place_text(one.name)) for code, one in self.regions.items()]


class InForm(forms.Form):
    """Money in."""

    yuan = forms.DecimalField(label=gettext_lazy("Yuan"), min_value=0, max_value=10**10, decimal_places=2)
    source = forms.ChoiceField(label=gettext_lazy("Where from"), choices=MoneyFrom.choices)
    happened_on = forms.DateField(label=gettext_lazy("Day"), widget=DAY)
    words = forms.CharField(label=gettext_lazy("What it is for, by which decision"), max_length=200)
    donor = forms.CharField(
        label=gettext_lazy("Donor"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Of a gift: the receipt names them."),
    )
    donor_hidden = forms.BooleanField(label=gettext_lazy("Does not wish to be named in public"), required=False)
    share_percent = forms.DecimalField(
        label=gettext_lazy("Share of the collective's income, per cent"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


class OutForm(forms.Form):
    """Money out."""

    yuan = forms.DecimalField(label=gettext_lazy("Yuan"), min_value=0, max_value=10**10, decimal_places=2)
    purpose = forms.ChoiceField(label=gettext_lazy("What for?"), choices=MoneyFor.choices)
    happened_on = forms.DateField(label=gettext_lazy("Day"), widget=DAY)
    words = forms.CharField(label=gettext_lazy("What it was spent on"), max_length=200)
    into = forms.ChoiceField(label=gettext_lazy("Into which budget"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, others: list[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext_lazy("None: it is paid out")), *((str(one.id), one.name) for one in others)]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_budgets(request: HttpRequest) -> HttpResponse:
    """All budgets of the reader's territory, and the form for another."""
    if not may(request.user, Permission.SUBSIDY_SEE):
        demand(request.user, Permission.BUDGET_KEEP)
    form = OpenForm(request.user, request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> None:
        region = form.regions[data["region"]]
        place = PlaceSheet(data["place_kind"], data["place_name"]) if data["place_kind"] else None
        open_budget(by=request.user, at=timezone.now(), region=region, name=data["name"], place=place)

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("Opened. Write down what comes in."))
        return see_other("subsidies:budgets")
    page = Paginator(budgets_for(request.user), PAGE).get_page(request.GET.get("page"))
    sums = money_of(list(page.object_list))
    context = {
        "page": page,
        "rows": [(one, sums[one.id]) for one in page.object_list],
        "gifts": gifts_for(request.user)[:10],
        "form": form,
        "may_keep": may(request.user, Permission.BUDGET_KEEP),
    }
    return render(request, "subsidies/budgets.html", context, status=422 if request.method == "POST" else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_budget(request: HttpRequest, budget_id: UUID) -> HttpResponse:
    """One budget: its movements, and the forms for the next."""
    if not may(request.user, Permission.SUBSIDY_SEE):
        demand(request.user, Permission.BUDGET_KEEP)
    budget = budget_for(request.user, budget_id)
    today = timezone.localdate()
    others = [one for one in budgets_for(request.user) if one.id != budget.id]
    coming = InForm(posted(request, "put_in"), initial={"happened_on": today, "key": new_key()})
    going = OutForm(others, posted(request, "spend"), initial={"happened_on": today, "key": new_key()})
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "budget_id": budget.id}
    if coming.is_bound and carried_out(coming, lambda data: put_in(**asked, **_in(data))):
        messages.success(request, _("Written down and posted."))
        return see_other("subsidies:budget", budget.id)
    if going.is_bound and carried_out(going, lambda data: spend(**asked, **_out(data))):
        messages.success(request, _("Written down and posted."))
        return see_other("subsidies:budget", budget.id)
    page = Paginator(movements_of(budget), PAGE).get_page(request.GET.get("page"))
    context = {
        "budget": budget,
        "money": money_of([budget])[budget.id],
        "page": page,
        "coming": coming,
        "going": going if budget.level != BudgetLevel.PROGRAMME else None,
        "may_keep": may(request.user, Permission.BUDGET_KEEP, region_code=budget.region_id),
    }
    return render(request, "subsidies/budget.html", context, status=422 if request.method == "POST" else 200)


@login_required
@never_cache
@require_safe
def show_receipt(request: HttpRequest, movement_id: UUID) -> HttpResponse:
    """The receipt of a gift, to print."""
    if not may(request.user, Permission.SUBSIDY_SEE):
        demand(request.user, Permission.BUDGET_KEEP)
    return render(request, "subsidies/receipt.html", {"gift": movement_for(request.user, movement_id)})


def _in(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "fen": int(data["yuan"] * 100),
        "source": data["source"],
        "happened_on": data["happened_on"],
        "words": data["words"],
        "donor": data["donor"],
        "donor_shown": not data["donor_hidden"],
        "share_percent": data["share_percent"],
        "movement_id": data["key"],
    }


def _out(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "fen": int(data["yuan"] * 100),
        "purpose": data["purpose"],
        "happened_on": data["happened_on"],
        "words": data["words"],
        "into_id": UUID(data["into"]) if data["into"] else None,
        "movement_id": data["key"],
    }
