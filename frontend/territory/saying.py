"""News that somebody must be told by voice: no screen, no number, or none that worked. Beside the orders to tell of."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.elders.queries import call_name
from accounts.messaging.actions.record_told import record_told
from accounts.messaging.enums import Heard, Weight
from accounts.messaging.models import Delivery
from accounts.messaging.queries import to_be_said
from accounts.people.masks import mask_phone
from accounts.people.models import Person
from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.short_words import said_sentence, short_words
from frontend.shell.truth import still_true
from frontend.shell.wording import mask_name, name_text, place_text

MOST = 60  # what a village can say in a day; the urgent and the oldest come first


class SaidForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(choices=Heard.choices)


def rows_to_say(codes: Iterable[str]) -> list[dict[str, Any]]:
    """What is still true of it, with the words to say; masked as everything of a list."""
    found = list(to_be_said(codes)[:MOST])
    newest: dict[Any, int] = {}
    for one in found:
        key = _about(one)
        newest[key] = max(newest.get(key, 0), one.event_id)
    return [_row(one) for one in found if newest[_about(one)] == one.event_id and still_true(one.event)]


def _about(one: Delivery) -> tuple[Any, ...]:
    """Whom it is told, and what it is about: only the newest news of a thing is worth saying."""
    return one.recipient_id, one.person_id, one.event.subject_id


def paper_rows(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same for the sheet."""
    return [
        {"name": row["name"], "phone": row["phone"] or "–", "village": row["village"], "words": row["words"]}
        for row in rows
    ]


@login_required
@never_cache
@require_POST
def answer_said(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Told, or not reached."""
    form = SaidForm(request.POST)
    outcome = Heard(form.cleaned_data["outcome"]) if form.is_valid() else None
    try:
        if outcome is None:
            raise NotFound
        record_told(by=request.user, at=timezone.now(), delivery_id=delivery_id, outcome=outcome)
    except Refusal as refusal:
        if refusal.status in (403, NotFound.status):
            raise
        messages.warning(request, str(refusal))
    else:
        told = outcome == Heard.TOLD
        messages.success(request, _("Noted: told.") if told else _("Noted. It stays on the list for another try."))
    place = request.POST.get("place", "")
    return SeeOther(reverse("territory:untold") + (f"?place={place}" if place.isascii() and place.isdigit() else ""))


def _row(one: Delivery) -> dict[str, Any]:
    person: Person | None = one.person or (one.recipient.person if one.recipient is not None else None)
    if one.person is not None:
        words = said_sentence(one.event, name=call_name(one.person))
    else:
        news = short_words(one.event, user=one.recipient, urgent=False)
        words = f"{name_text(str(one.recipient))}{_(', ')}{news.title}{_(', ')}{news.body}"
    return {
        "delivery": one,
        "person": person,
        "name": mask_name(person.name) if person is not None else str(one.recipient),
        "phone": mask_phone(person.phone) if person is not None else "",
        "village": place_text(person.home.name) if person is not None else "",
        "words": words,
        "urgent": one.weight == Weight.URGENT,
    }
