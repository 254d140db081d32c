"""A supporter says where they are now, by the link the village sent: no login, and nothing of the elder's but the name
the family knows them by."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.elders.actions.report_whereabouts import report_whereabouts
from accounts.elders.enums import Channel, Where
from accounts.elders.family_links import supporter_of
from accounts.elders.models import CareAgreement, Supporter
from accounts.elders.queries import call_name
from accounts.elders.queries.agreements import agreement_of
from accounts.elders.queries.family import with_whereabouts
from accounts.refusals import Refusal
from accounts.regions.queries import path
from frontend.shell.answers import SeeOther
from frontend.shell.pace import too_fast
from frontend.shell.wording import place_text, way_text

A_MINUTE = 20
COUNTY_DIGITS = 6


class WhereForm(forms.Form):
    """Where I am, and since when."""

    where = forms.ChoiceField(
        label=gettext_lazy("Where do you live now?"),
        choices=[
            (Where.TOGETHER, gettext_lazy("With the elder")),
            (Where.COUNTY, gettext_lazy("Elsewhere in the same county")),
            (Where.AWAY, gettext_lazy("Outside the county")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose where you live.")},
    )
    place = forms.CharField(
        label=gettext_lazy("Which town or city?"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    since = forms.DateField(
        label=gettext_lazy("Since when?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Say since when."),
            "invalid": gettext_lazy("Write the day like 2026-11-19."),
        },
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, token: str) -> HttpResponse:
    """The form behind a signed link; one that is forged, old or replaced says so (404)."""
    if too_fast(request, "family", a_minute=A_MINUTE):
        response = render(request, "public/family_slow.html", {}, status=429)
        response["Retry-After"] = "60"
        return _private(response)
    supporter = supporter_of(token)
    if supporter is None:
        return _private(render(request, "public/family_gone.html", {}, status=404))
    form = WhereForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                report_whereabouts(
                    by=None, at=timezone.now(), supporter=supporter, channel=Channel.LINK, **form.cleaned_data
                )
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("Thank you. The village will look at it."))
                return _private(SeeOther(reverse("public:family", args=[token])))
    return _private(render(request, "public/family.html", _told(supporter, form), status=status))


def _told(supporter: Supporter, form: WhereForm) -> dict[str, Any]:
    """What the page may say: the county, the name the family uses, and how far the last report has come."""
    home = supporter.elder.person.home
    way = path(home.code)
    known = with_whereabouts(Supporter.objects.filter(id=supporter.id)).get()
    county = next((region for region in way if len(region.code) == COUNTY_DIGITS), home)
    return {
        "form": form,
        "called": call_name(supporter.elder.person),
        "county": place_text(county.name),
        "village": way_text(way),
        "waiting": known.whereabouts_said,
        "confirmed": known.whereabouts_now,
        "agreement": _signed_by(supporter),
    }


def _signed_by(supporter: Supporter) -> CareAgreement | None:
    """The care agreement that holds, for those of the family who entrusted it."""
    agreement = agreement_of(supporter.elder, on=timezone.localdate())
    return agreement if agreement is not None and supporter in agreement.entrusted_by.all() else None


def _private(response: HttpResponse) -> HttpResponse:
    """Not for search engines, and the link leaves the house with nobody.

    ``same-origin`` and not ``no-referrer``: with that, browsers send the form from origin ``null``, which CSRF refuses.
    """
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response
