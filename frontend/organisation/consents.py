"""Guardians of pupils: who said yes, until when, and the paper."""

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

from accounts.organisations.actions.record_consent import LONGEST_NAME, LONGEST_PHONE, record_consent
from accounts.organisations.actions.withdraw_consent import withdraw_consent
from accounts.organisations.enums import GuardianRelation
from accounts.organisations.models import Member
from accounts.organisations.queries import current_members
from accounts.organisations.queries.consents import consent_for, consents_in
from accounts.policies.house_rules import MINOR_ACCOMPANIED, MINOR_DAY, MINOR_WEEK
from accounts.policies.queries import rulebook
from accounts.refusals import NotFound, Refusal
from frontend.organisation.managed import run_by
from frontend.organisation.people_forms import content_of, day_input, file_input
from frontend.shell.answers import SeeOther
from frontend.shell.kept import paper_answer
from services.orders.matching import under_age
from services.orders.queries.candidates import ADULT


class ConsentForm(forms.Form):
    """What the guardian signed."""

    guardian = forms.CharField(label=gettext_lazy("Name of the guardian"), max_length=LONGEST_NAME)
    relation = forms.ChoiceField(
        label=gettext_lazy("What they are to the pupil"), choices=GuardianRelation.choices, widget=forms.RadioSelect
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone of the guardian"),
        required=False,
        max_length=LONGEST_PHONE,
        widget=forms.TextInput({"type": "tel"}),
    )
    given_on = forms.DateField(label=pgettext_lazy("consent", "Signed on"), widget=day_input())
    valid_until = forms.DateField(
        label=pgettext_lazy("consent", "Holds until"), widget=day_input(), help_text=gettext_lazy("A year at most.")
    )
    paper = forms.FileField(
        label=gettext_lazy("Photo of the signed paper"),
        widget=file_input(),
        help_text=gettext_lazy("Photo or PDF, at most 8 MB."),
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_consents(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """What was agreed for one member, and the form for a new paper."""
    mine = run_by(request)
    today = timezone.localdate()
    member = current_members(mine.organisation.id, on=today).filter(id=member_id).first()
    if member is None:
        raise NotFound
    form = ConsentForm(initial={"given_on": today, "relation": GuardianRelation.PARENT})
    status = 200
    if request.method == "POST":
        form = ConsentForm(request.POST, request.FILES)
        if form.is_valid() and _recorded(request, member, form):
            messages.success(request, _("The consent is written down."))
            return SeeOther(request.path)
        status = 422
    return render(request, "organisation/consents.html", _context(mine, member, form), status=status)


@login_required
@never_cache
@require_POST
def withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """The guardian has thought better of it."""
    consent = withdraw_consent(by=request.user, at=timezone.now(), consent_id=consent_id)
    messages.success(request, _("Taken back. From now on nobody sends them."))
    member = Member.objects.filter(organisation=consent.organisation_id, person=consent.person_id).latest("since_on")
    return SeeOther(reverse("organisation:consents", args=[member.id]))


@login_required
@never_cache
@require_safe
def show_paper(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """The signed paper."""
    return paper_answer(consent_for(request.user, consent_id).file)


def _recorded(request: HttpRequest, member: Member, form: ConsentForm) -> bool:
    facts = {key: value for key, value in form.cleaned_data.items() if key != "paper"}
    try:
        record_consent(
            by=request.user, at=timezone.now(), member_id=member.id, content=content_of(form, "paper"), **facts
        )
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def _context(mine: Any, member: Member, form: ConsentForm) -> dict[str, Any]:
    today = timezone.localdate()
    rows = list(consents_in(mine.organisation.id, member.person_id))
    holding = next((one for one in rows if one.withdrawn_at is None), None)
    book = rulebook(region_code=str(mine.organisation.region_id), on=today)
    return {
        "mine": mine,
        "organisation": mine.organisation,
        "member": member,
        "young": under_age(member.person.age_on(today), ADULT),
        "rows": rows,
        "holds": holding is not None and holding.given_on <= today <= holding.valid_until,
        "holding": holding,
        "form": form,
        "today": today,
        "adult_age": book[MINOR_ACCOMPANIED].value,
        "day": book[MINOR_DAY].value,
        "week": book[MINOR_WEEK].value,
    }
