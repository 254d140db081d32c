"""The organisation itself: what it says of itself, its papers, its contracts."""

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
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.organisations.actions.add_paper import add_paper
from accounts.organisations.actions.describe_organisation import MOST_A_DAY, describe_organisation
from accounts.organisations.models import Organisation, Paper
from accounts.organisations.queries.contracts import contracts_of
from accounts.organisations.queries.finding import papers_of
from accounts.refusals import NotFound, Refusal
from accounts.regions.queries import within
from frontend.organisation.managed import Managed, run_by
from frontend.organisation.people_forms import PaperForm, content_of
from frontend.shell.answers import SeeOther
from frontend.shell.contract_words import contract_lines
from frontend.shell.kept import paper_answer
from frontend.shell.scores import year_corrected, year_hours, year_score
from frontend.shell.week import spans_of, week_of, week_rows
from frontend.shell.wording import place_text

COUNTY, TOWNSHIP = 6, 9


class HouseForm(forms.Form):
    """What everybody reads about it."""

    phone = forms.CharField(
        label=pgettext_lazy("organisation", "Phone"), max_length=20, widget=forms.TextInput({"type": "tel"})
    )
    summary = forms.CharField(
        label=gettext_lazy("What it does"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Elders and families read it."),
    )
    rules = forms.CharField(
        label=gettext_lazy("How we work"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Your own rules for your people and for elders: everybody can read them."),
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Where it serves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: the whole county. Orders from elsewhere cannot be taken."),
    )
    most_a_day = forms.IntegerField(
        label=gettext_lazy("Orders you can serve on one day"),
        required=False,
        min_value=1,
        max_value=MOST_A_DAY,
        help_text=gettext_lazy("Empty: you do not say."),
    )

    def __init__(self, organisation: Organisation, data: Any = None) -> None:
        first = {
            "phone": organisation.phone,
            "summary": organisation.summary,
            "rules": organisation.rules,
            "areas": [one.code for one in organisation.areas.all()],
            "most_a_day": organisation.most_a_day,
        }
        super().__init__(data, initial=first)
        field = self.fields["areas"]
        assert isinstance(field, forms.MultipleChoiceField)
        townships = within([organisation.region_id[:COUNTY]]).filter(level="TOWNSHIP")
        choices = [(one.code, place_text(one.name)) for one in townships]
        known = {code for code, _name in choices}
        choices += [(one.code, place_text(one.name)) for one in organisation.areas.all() if one.code not in known]
        field.choices = choices


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_house(request: HttpRequest) -> HttpResponse:
    """What it says of itself, papers and contracts."""
    mine = run_by(request)
    house = mine.organisation
    if request.method != "POST":
        return _show(request, mine, HouseForm(house))
    form, status = HouseForm(house, request.POST), 422
    if form.is_valid():
        given = form.cleaned_data
        try:
            describe_organisation(
                by=request.user,
                at=timezone.now(),
                organisation_id=house.id,
                phone=given["phone"],
                summary=given["summary"],
                rules=given["rules"],
                areas=given["areas"],
                hours=week_of(request.POST),
                most_a_day=given["most_a_day"],
            )
        except Refusal as refusal:
            status = refusal.status
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Everybody can read it now."))
            return SeeOther(reverse("organisation:house"))
    return _show(request, mine, form, status=status)


@login_required
@never_cache
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """A paper of the house."""
    mine = run_by(request)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, mine, HouseForm(mine.organisation), paper_form=form, status=422)
    given = form.cleaned_data
    try:
        add_paper(
            by=request.user,
            at=timezone.now(),
            organisation_id=mine.organisation.id,
            kind=given["kind"],
            number=given["number"],
            issuer=given["issuer"],
            valid_until=given["valid_until"],
            content=content_of(form, "paper"),
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _show(request, mine, HouseForm(mine.organisation), paper_form=form, status=refusal.status)
    messages.success(request, _("The paper is kept."))
    return SeeOther(f"{reverse('organisation:house')}#papers")


@login_required
@never_cache
@require_safe
def show_paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """A kept paper of the organisation, for those who run it."""
    mine = run_by(request)
    paper = Paper.objects.filter(id=paper_id, organisation=mine.organisation).first()
    if paper is None:
        raise NotFound
    return paper_answer(paper.file)


def _show(
    request: HttpRequest, mine: Managed, form: HouseForm, *, paper_form: PaperForm | None = None, status: int = 200
) -> HttpResponse:
    house = mine.organisation
    today = timezone.localdate()
    context = {
        "mine": mine,
        "organisation": house,
        "form": form,
        "rows": week_rows(spans_of(house.hours.all(), "opens", "closes")),
        "papers": papers_of(house.id),
        "paper_form": paper_form or PaperForm(),
        "contracts": contract_lines(contracts_of(house.id), on=today),
        "score": year_score(house, now=timezone.now()),
        "hours_approved": year_hours(house, now=timezone.now()),
        "corrected": year_corrected(house, now=timezone.now()),
        "today": today,
    }
    return render(request, "organisation/house.html", context, status=status)
