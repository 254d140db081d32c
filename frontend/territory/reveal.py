"""Asking to see an ID number, a phone or an address: why first, then the value, once."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.actions.reveal import SayWhy, reveal
from accounts.access.enums import REVEALED_WITH, Purpose, Shown
from accounts.access.queries import demand
from accounts.elders.queries import elders_among
from accounts.people.masks import mask_id, mask_phone
from accounts.people.models import Person
from accounts.refusals import NotFound, Refusal


class ReasonForm(forms.Form):
    """Why: a purpose from the list, and words of one's own."""

    purpose = forms.ChoiceField(
        label=_("What for?"),
        choices=[("", _("Choose")), *Purpose.choices],
        error_messages={"required": SayWhy.sentence},
    )
    words = forms.CharField(label=_("In your own words"), max_length=200, required=False)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_value(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """``?shown=PHONE`` asks why; the POST shows the value and does not keep it. For htmx the part alone."""
    text = (request.POST if request.method == "POST" else request.GET).get("shown", "")
    if text not in REVEALED_WITH:
        raise NotFound
    shown = Shown(text)
    demand(request.user, REVEALED_WITH[shown])
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        raise NotFound
    demand(request.user, REVEALED_WITH[shown], region_code=person.home_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"person": person, "what": shown, "form": form, "value": masked(person, shown)}
    status = SayWhy.status if request.method == "POST" and not form.is_valid() else 200
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            context["revealed"] = reveal(
                by=request.user,
                at=timezone.now(),
                person_id=person.id,
                shown=shown,
                purpose=given["purpose"],
                words=given["words"],
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            status = refusal.status
    if getattr(request, "htmx", False):
        return render(request, "territory/reveal_part.html", context, status=200)  # htmx puts only good answers in
    context["elder_id"] = elders_among([person.id]).get(person.id)
    return render(request, "territory/reveal.html", context, status=status)


def masked(person: Person, shown: Shown) -> str:
    """The value as it stands before anybody asks; empty when there is none."""
    if shown == Shown.ADDRESS:
        return "＊＊" if person.address else ""
    return mask_id(person.id_number) if shown == Shown.ID_NUMBER else mask_phone(person.phone)
