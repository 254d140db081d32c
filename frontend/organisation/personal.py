"""Trainings and honours of a member, as the ministry's order no. 67 wants them recorded."""

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
from django.views.decorators.http import require_http_methods

from accounts.organisations.queries import current_members
from accounts.refusals import NotFound, Refusal
from frontend.organisation.managed import managed
from frontend.shell.answers import SeeOther
from services.orders.actions.enter_personal import enter_personal
from services.orders.enums import EntryKind
from services.orders.queries.records import personal_entries

HOUR = 60


class PersonalForm(forms.Form):
    kind = forms.ChoiceField(
        label=pgettext_lazy("personal entry", "What is it?"),
        choices=EntryKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    title = forms.CharField(label=gettext_lazy("What it was called"), max_length=120)
    held_on = forms.DateField(
        label=pgettext_lazy("personal entry", "Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Hours, for a training"),
        required=False,
        min_value=0,
        max_value=1440,
        max_digits=5,
        decimal_places=1,
    )

    def minutes(self) -> int | None:
        """Whole minutes; None when none were written."""
        hours = self.cleaned_data["hours"]
        return int(hours * HOUR) if hours is not None else None


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_entries(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """What stands there for a member, and the form for another one."""
    mine = managed(request)
    members = current_members(mine.organisation.id, on=timezone.localdate())
    member = members.filter(person=person_id).first()
    if member is None:
        raise NotFound
    form, status = PersonalForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _entered(request, mine.organisation.id, person_id, form):
            messages.success(request, _("Written down."))
            return SeeOther(request.path)
    context: dict[str, Any] = {
        "mine": mine,
        "organisation": mine.organisation,
        "member": member,
        "entries": list(personal_entries(person_id)),
        "form": form,
    }
    return render(request, "organisation/personal.html", context, status=status)


def _entered(request: HttpRequest, organisation_id: UUID, person_id: UUID, form: PersonalForm) -> bool:
    given = form.cleaned_data
    try:
        enter_personal(
            by=request.user,
            at=timezone.now(),
            organisation_id=organisation_id,
            person_id=person_id,
            kind=EntryKind(given["kind"]),
            title=given["title"],
            held_on=given["held_on"],
            minutes=form.minutes(),
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True
