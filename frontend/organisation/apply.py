"""Applying for a new organisation, and describing one that stands."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.organisations.actions.apply_organisation import NewPaper, apply_organisation
from accounts.organisations.enums import OrganisationKind, PaperKind
from accounts.refusals import NotFound, Refusal
from accounts.regions.models import Region
from accounts.regions.queries import within
from frontend.organisation.people_forms import content_of, file_input
from frontend.shell.answers import SeeOther
from frontend.shell.wording import place_text

COUNTY, TOWNSHIP = 6, 9


class ApplyForm(forms.Form):
    """Who one is, where, and what shows it."""

    kind = forms.ChoiceField(label=gettext_lazy("What kind of organisation?"), choices=OrganisationKind.choices)
    name = forms.CharField(
        label=pgettext_lazy("organisation", "Name"), max_length=80, help_text=gettext_lazy("As on the licence.")
    )
    credit_code = forms.CharField(
        label=gettext_lazy("Licence number (unified social credit code)"),
        required=False,
        max_length=24,
        help_text=gettext_lazy("18 characters. A group of elders or volunteers without a licence leaves it empty."),
    )
    region = forms.ChoiceField(label=gettext_lazy("Where it is at home"))
    phone = forms.CharField(
        label=pgettext_lazy("organisation", "Phone"), max_length=20, widget=forms.TextInput({"type": "tel"})
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Where it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: the whole county."),
    )
    summary = forms.CharField(
        label=gettext_lazy("What it does"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Elders and families read it."),
    )
    licence = forms.FileField(
        label=gettext_lazy("Photo of the licence"),
        required=False,
        widget=file_input(),
        help_text=gettext_lazy("Photo or PDF, at most 8 MB. Only civil affairs and you see it."),
    )

    def __init__(self, county: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = list(within([county]))
        names = {one.code: place_text(one.name) for one in regions}
        where, areas = self.fields["region"], self.fields["areas"]
        assert isinstance(where, forms.ChoiceField)
        assert isinstance(areas, forms.MultipleChoiceField)
        where.choices = [(one.code, _path(one, names)) for one in regions if len(one.code) >= COUNTY]
        areas.choices = [(one.code, names[one.code]) for one in regions if len(one.code) == TOWNSHIP]


def _path(region: Region, names: dict[str, str]) -> str:
    return _(", ").join(
        names[region.code[:n]] for n in (6, 9, 12) if len(region.code) >= n and region.code[:n] in names
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """The application, and what becomes of it afterwards."""
    user: Any = request.user
    if user.person_id is None:
        raise NotFound
    home = user.person.home_id
    if request.method != "POST":
        form = ApplyForm(home[:COUNTY], initial={"region": home[:TOWNSHIP], "kind": OrganisationKind.SOCIAL_WORK})
        return render(request, "organisation/apply.html", {"form": form})
    form, status = ApplyForm(home[:COUNTY], request.POST, request.FILES), 422
    if form.is_valid():
        given = form.cleaned_data
        content = content_of(form, "licence")
        papers = [NewPaper(PaperKind.LICENCE, content, given["credit_code"])] if content else []
        try:
            organisation = apply_organisation(
                by=user,
                at=timezone.now(),
                kind=given["kind"],
                name=given["name"],
                region_code=given["region"],
                phone=given["phone"],
                credit_code=given["credit_code"],
                summary=given["summary"],
                areas=given["areas"],
                papers=papers,
            )
        except Refusal as refusal:
            status = refusal.status
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            said = _("%(name)s has applied. Civil affairs looks at it; you hear of it in your messages.")
            messages.success(request, said % {"name": organisation.name})
            return SeeOther(reverse("organisation:mine"))
    return render(request, "organisation/apply.html", {"form": form}, status=status)
