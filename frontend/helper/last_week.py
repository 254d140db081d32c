"""The same as last week, shown first and then placed."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.elders.enums import Consent, Power
from frontend.helper.acting import acting_for
from frontend.helper.elder import as_keys
from frontend.helper.order import what
from frontend.helper.ways import see_other
from frontend.helper.when import likely_consent
from services.standing.actions.repeat_week import repeat_week
from services.standing.queries.last_week import week_again


class WeekForm(forms.Form):
    """How the elder agreed; which orders is read from the page's own boxes."""

    consent = forms.ChoiceField(
        label=gettext_lazy("How did the elder agree?"),
        choices=[
            (Consent.IN_PERSON, gettext_lazy("Agreed in person")),
            (Consent.BY_PHONE, gettext_lazy("Agreed by telephone")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how the elder agreed.")},
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def order_last_week(request: HttpRequest, id: UUID) -> HttpResponse:
    """Every order of the last seven days with its new day, all of them ticked; POST places the ticked ones."""
    acting = acting_for(request.user, id, power=Power.ORDER)
    now = timezone.now()
    form = WeekForm(
        request.POST if request.method == "POST" else None, initial={"consent": likely_consent(request.user)}
    )
    chosen = as_keys(request.POST.getlist("order"))
    if request.method == "POST" and not chosen:
        form.add_error(None, _("Tick at least one."))
    if request.method == "POST" and form.is_valid():
        consent = Consent(form.cleaned_data["consent"])
        placed, refused = repeat_week(by=request.user, at=now, elder_id=id, order_ids=chosen, consent=consent)
        if placed:
            said = ngettext("%(number)s order is placed.", "%(number)s orders are placed.", len(placed))
            messages.success(request, said % {"number": len(placed)})
        for order, refusal in refused:
            messages.warning(request, f"{what(order)}{_(', ')}{refusal}")
        return see_other("helper:elder", id)
    context = {
        "acting": acting,
        "elder": acting.elder,
        "person": acting.elder.person,
        "rows": week_again(id, at=now),
        "form": form,
    }
    return render(request, "helper/last_week.html", context, status=422 if request.method == "POST" else 200)
