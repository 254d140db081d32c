"""An elder has died, or moved away for good: one page, one quiet form."""

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
from django.views.decorators.http import require_http_methods

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.territory.elders import own_elder
from services.merging.actions.say_farewell import say_farewell
from services.orders.enums import TO_COME
from services.orders.queries.territory_side import next_orders
from services.standing.queries.rows import standings_of
from timebank.ledger.queries import account_of

DIED, MOVED = "DIED", "MOVED"
SHOWN = 20


class FarewellForm(forms.Form):
    """What happened, when, and how it is known."""

    what = forms.ChoiceField(
        label=gettext_lazy("What happened?"),
        choices=[
            (DIED, pgettext_lazy("farewell", "Has died")),
            (MOVED, pgettext_lazy("farewell", "Has moved away for good")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    on = forms.DateField(
        label=gettext_lazy("On which day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Give the day.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("How do you know?"),
        help_text=gettext_lazy("Who told it, or the paper that says so."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say how it is known.")},
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say_goodbye(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """What will end with it, then the form. The passbook is handed on later, by the county."""
    elder = own_elder(request, elder_id)
    demand(request.user, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
    if elder.left_on is not None:
        raise NotFound
    said = {"what": request.GET.get("what", "")}
    form = FarewellForm(request.POST if request.method == "POST" else None, initial=said)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        died = data["what"] == DIED
        try:
            ended = say_farewell(
                by=request.user, at=timezone.now(), elder=elder, on=data["on"], reason=data["reason"], died=died
            )
        except Refusal as refusal:
            if refusal.field not in form.fields:
                raise
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _said(ended, died=died))
            return SeeOther(reverse("territory:elder", args=[elder.id]))
    account = account_of(elder.person_id)
    context: dict[str, Any] = {
        "elder": elder,
        "person": elder.person,
        "form": form,
        "coming": next_orders(elder.id, TO_COME, limit=SHOWN),
        "rounds": standings_of(elder.id),
        "minutes": account.balance if account is not None else 0,
        "keeps_books": may(request.user, Permission.BOOKS_KEEP, region_code=elder.person.home_id),
    }
    return render(request, "territory/farewell.html", context, status=422 if form.is_bound else 200)


def _said(ended: int, *, died: bool) -> str:
    done = _("May they rest in peace. Nobody will be sent or reminded any more.") if died else _("Written down.")
    if not ended:
        return done
    orders = ngettext("%(n)s order was called off.", "%(n)s orders were called off.", ended) % {"n": ended}
    return f"{done} {orders}"
