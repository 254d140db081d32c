"""Everything that pays for an elder: gifts, the pool, vouchers. Officials open the pool here."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.shell.answers import SeeOther
from timebank.ledger.queries import account_of
from timebank.purses.actions.end_pool_grant import end_pool_grant
from timebank.purses.actions.grant_pool import MOST_A_MONTH, grant_pool
from timebank.purses.actions.return_gift import return_gift
from timebank.purses.models import Purse
from timebank.purses.queries import grants_of, with_left
from timebank.purses.queries.sources import allowance_of, used_in_month
from timebank.subsidies.queries.funding import wallets_of


class PoolForm(forms.Form):
    """How much of the pool, from when to when, and why."""

    minutes_a_month = forms.IntegerField(
        label=gettext_lazy("Minutes a month"),
        min_value=1,
        max_value=MOST_A_MONTH,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    first_on = forms.DateField(
        label=pgettext_lazy("pool", "From"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        initial=date.today,
    )
    last_on = forms.DateField(
        label=gettext_lazy("Until, and that day too"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    because = forms.CharField(label=pgettext_lazy("pool", "Why"), max_length=200)
    citation = forms.CharField(label=pgettext_lazy("pool", "By which document"), max_length=200, required=False)


@login_required
@never_cache
@require_safe
def show_elder(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """For the elder, whoever helps, and the territory."""
    return _page(request, _elder(request, elder_id))


@login_required
@never_cache
@require_POST
def grant(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """An official lets the elder use the pool."""
    demand(request.user, Permission.GRANT_MINUTES)
    elder = _elder(request, elder_id)
    form = PoolForm(request.POST)
    if not form.is_valid():
        return _page(request, elder, form=form, status=422)
    try:
        grant_pool(by=request.user, at=timezone.now(), elder=elder, **form.cleaned_data)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, elder, form=form, status=refusal.status)
    messages.success(request, _("From that day on the pool pays for their orders, as far as it has minutes."))
    return _back(elder.id)


@login_required
@never_cache
@require_POST
def end(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """The pool no longer pays; what is set aside stays."""
    ended = end_pool_grant(by=request.user, at=timezone.now(), grant_id=grant_id)
    messages.success(request, _("Ended. What is set aside for orders stays."))
    return _back(ended.elder_id)


@login_required
@never_cache
@require_POST
def give_back(request: HttpRequest, purse_id: UUID) -> HttpResponse:
    """The elder's side gives back what is left of a gift."""
    purse = Purse.objects.filter(id=purse_id).first()
    if purse is None:
        raise NotFound
    try:
        minutes = return_gift(
            by=request.user, at=timezone.now(), purse_id=purse_id, words=request.POST.get("words", "")[:60]
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(n)s minute went back, with thanks.", "%(n)s minutes went back, with thanks.", minutes)
        messages.success(request, said % {"n": minutes})
    return _back(purse.elder_id)


def _elder(request: HttpRequest, elder_id: UUID) -> Elder:
    return elder_for(request.user, elder_id, power=Power.VIEW, on=timezone.localdate())


def _back(elder_id: UUID) -> HttpResponse:
    return SeeOther(reverse("purses:elder", args=[elder_id]))


def _page(request: HttpRequest, elder: Elder, *, form: PoolForm | None = None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    allowed, because = allowance_of(elder, on=today)
    context: dict[str, Any] = {
        "elder": elder,
        "person": elder.person,
        "account": account_of(elder.person_id),
        "gifts": with_left(Purse.objects.filter(elder=elder).order_by("last_on", "id")),
        "wallets": wallets_of(elder.id),
        "allowed": allowed,
        "because": because,
        "pool_left": max(0, allowed - used_in_month(elder.id, today)),
        "grants": grants_of(elder.id),
        "may_grant": may(request.user, Permission.GRANT_MINUTES, region_code=elder.person.home_id),
        "may_return": _may_order(request, elder),
        "form": form or PoolForm(),
    }
    return render(request, "purses/elder.html", context, status=status)


def _may_order(request: HttpRequest, elder: Elder) -> bool:
    try:
        elder_for(request.user, elder.id, power=Power.ORDER, on=timezone.localdate())
    except NotFound:
        return False
    return True
