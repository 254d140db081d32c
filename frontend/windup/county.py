"""The county ends: what stands, what is still open, and the next step."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Layout, Permission
from accounts.access.queries import demand, may, territories
from accounts.access.queries.exports import export_allowed, export_requests
from accounts.refusals import NotAllowed, NotFound, Refusal
from accounts.regions.enums import EndingState, Level
from accounts.regions.models import Region
from frontend.shell.answers import SeeOther
from frontend.windup.words import COUNTY, lines_of
from services.windup.actions.announce_ending import announce_ending
from services.windup.actions.close_county import close_county
from services.windup.actions.propose_ending import Plan, propose_ending
from services.windup.actions.withdraw_ending import withdraw_ending
from services.windup.queries import latest_run, live_ending, made_in
from services.windup.queries.county import left_in

MOST_ASKED = 5  # files asked for: an older one has run out


class EndingForm(forms.Form):
    """From when on, who goes on, what becomes of the minutes."""

    stops_on = forms.DateField(
        label=gettext_lazy("First day without new orders"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    successor = forms.CharField(label=gettext_lazy("Who goes on"), max_length=80)
    successor_address = forms.CharField(label=gettext_lazy("Their address"), max_length=120)
    successor_phone = forms.CharField(label=gettext_lazy("Their phone"), max_length=20, required=False)
    inherits = forms.CharField(
        label=gettext_lazy("What becomes of the minutes"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Everybody reads this sentence on the first page."),
    )


def county_of(request: HttpRequest) -> Region:
    """The county of whoever may take it along. Raises NotAllowed, NotFound."""
    demand(request.user, Permission.COUNTY_EXPORT)
    inside = Q()
    for code in territories(request.user, Permission.COUNTY_EXPORT):
        inside |= Q(code__startswith=code)
    county = Region.objects.filter(inside, level=Level.COUNTY).order_by("code").first() if inside else None
    if county is None:  # a role in one township is no role in the county
        raise NotFound
    return county


@login_required
@never_cache
@require_safe
def show_county(request: HttpRequest) -> HttpResponse:
    """Everything to take along, statements for all, and the way to the end."""
    return _show(request, county_of(request), EndingForm())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Written down for a second person."""
    county = county_of(request)
    form = EndingForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, county, form)
    if form.is_valid():
        try:
            plan = Plan(**form.cleaned_data)
            propose_ending(by=request.user, at=timezone.now(), county_code=county.code, plan=plan)
        except Refusal as refusal:
            if refusal.status in (NotFound.status, NotAllowed.status):
                raise
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Written down. A second person agrees before anybody reads it."))
            return SeeOther(reverse("windup:county"))
    return _show(request, county, form, status=422)


@login_required
@never_cache
@require_POST
def announce(request: HttpRequest) -> HttpResponse:
    """A second person agrees: it stands on the first page now."""
    announce_ending(by=request.user, at=timezone.now(), county_code=county_of(request).code)
    messages.success(request, _("Announced. Everybody reads it on the first page."))
    return SeeOther(reverse("windup:county"))


@login_required
@never_cache
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """``because=…``: everything goes on as before."""
    because = request.POST.get("because", "").replace("\x00", "")
    withdraw_ending(by=request.user, at=timezone.now(), county_code=county_of(request).code, because=because)
    messages.success(request, _("Taken back. Everything goes on."))
    return SeeOther(reverse("windup:county"))


@login_required
@never_cache
@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """The last step; it cannot be undone."""
    close_county(by=request.user, at=timezone.now(), county_code=county_of(request).code)
    messages.success(request, _("Closed. The last checkpoint is sealed and everybody's statement is made now."))
    return SeeOther(reverse("windup:county"))


def _show(request: HttpRequest, county: Region, form: EndingForm, *, status: int = 200) -> HttpResponse:
    ending = live_ending(county.code)
    run = latest_run(county.code)
    lines = lines_of(left_in(county.code), COUNTY) if ending else []
    asked = list(export_requests(request.user).filter(layout=Layout.COUNTY, region=county)[:MOST_ASKED])
    context: dict[str, Any] = {
        "takeout": next((one for one in asked if export_allowed(request.user, one.id)), None),
        "waiting": next((one for one in asked if one.waits), None),
        "county": county,
        "ending": ending,
        "form": form if ending is None else None,
        "lines": lines,
        "run": run,
        "made": made_in(run) if run else 0,
        "may_agree": ending is not None and ending.proposed_by_id != getattr(request.user, "id", None),
        "may_close": ending is not None and ending.state == EndingState.STOPPED and not lines,
        "may_ask": may(request.user, Permission.REGISTRY_EXPORT, region_code=county.code),
    }
    return render(request, "windup/county.html", context, status=status)
