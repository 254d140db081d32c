"""What a department brings to villages: what it has posted, a form for more, and taking it back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.enums import Department, Permission
from accounts.access.queries import demand
from accounts.refusals import Refusal
from accounts.regions.models import Region
from frontend.shell.going import DayInput, carried_out, posted, see_other
from services.catalogue.actions.post_outreach import LONGEST, OutreachSheet, post_outreach, withdraw_outreach
from services.catalogue.queries.outreach import outreach_of, posts_as, villages_for

MOST = 40


class OutreachForm(forms.Form):
    """What stands in the list and on the poster."""

    department = forms.ChoiceField(label=gettext_lazy("In the name of"), required=False)
    title = forms.CharField(label=pgettext_lazy("outreach", "What it is"), max_length=LONGEST["title"])
    words = forms.CharField(
        label=gettext_lazy("What is done there"), max_length=LONGEST["words"], widget=forms.Textarea({"rows": 3})
    )
    times = forms.CharField(
        label=pgettext_lazy("outreach", "When"),
        max_length=LONGEST["times"],
        help_text=gettext_lazy("For example: the 5th of every month, in the morning."),
    )
    cost = forms.CharField(
        label=gettext_lazy("What it costs"),
        max_length=LONGEST["cost"],
        required=False,
        help_text=gettext_lazy("Empty: it costs nothing."),
    )
    how = forms.CharField(
        label=gettext_lazy("How one gets it"),
        max_length=LONGEST["how"],
        help_text=gettext_lazy("Whom to ring, what to bring."),
    )
    first_on = forms.DateField(label=gettext_lazy("From"), widget=DayInput)
    last_on = forms.DateField(label=gettext_lazy("Until"), widget=DayInput)
    citation = forms.CharField(
        label=gettext_lazy("The paper it stands on"), max_length=LONGEST["citation"], required=False
    )

    def __init__(self, departments: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one, Department(one).label) for one in departments]
        if len(departments) < 2:
            del self.fields["department"]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_outreach(request: HttpRequest) -> HttpResponse:
    """What was posted, and a form with the villages to choose from, township by township."""
    demand(request.user, Permission.OUTREACH_POST)
    today = timezone.localdate()
    departments = list(dict.fromkeys(name for name, _code in posts_as(request.user)))
    first = {"first_on": today, "last_on": today + timedelta(days=180)}
    sent = posted(request, "post")
    form = OutreachForm(departments, sent, initial=first)
    chosen = set(sent.getlist("villages")) if sent is not None else set()

    def act(data: dict[str, Any]) -> None:
        department = data.pop("department", "")
        sheet = OutreachSheet(villages=sorted(chosen), **data)
        post_outreach(by=request.user, at=timezone.now(), sheet=sheet, department=department)

    if carried_out(form, act):
        messages.success(request, _("It stands in the list, and the villages were told."))
        return see_other("referrals:outreach")
    context = {
        "form": form,
        "rows": list(outreach_of(request.user)[:MOST]),
        "towns": _by_town(list(villages_for(request.user)), chosen),
        "no_villages": sent is not None and not chosen,
        "today": today,
    }
    return render(request, "referrals/outreach.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, outreach_id: UUID) -> HttpResponse:
    """``reason``: it does not come after all."""
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "outreach_id": outreach_id}
    try:
        withdraw_outreach(**asked, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Withdrawn. The villages were told."))
    return see_other("referrals:outreach")


def _by_town(villages: list[Region], chosen: set[str]) -> list[tuple[str, list[tuple[Region, bool]], int]]:
    """Name of the township, its villages with whether they are chosen, and how many are."""
    found: dict[str, list[tuple[Region, bool]]] = {}
    for one in villages:
        found.setdefault(one.parent.name if one.parent else "", []).append((one, one.code in chosen))
    return [(name, rows, sum(on for _one, on in rows)) for name, rows in found.items()]
