"""One's own choices: which news on the screen and by text, when it is quiet, in which language."""

from datetime import time
from typing import Any

from django import forms
from django.conf import settings
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

from accounts.messaging.actions.change_preference import SWITCHES, change_preference
from accounts.messaging.enums import Channel, News
from accounts.messaging.models import Preference
from accounts.messaging.queries import (
    CHOSEN,
    house_manners,
    phone_of,
    preference_of,
    standing_subscriptions,
    texts_are_sent,
)
from accounts.people.masks import mask_phone
from accounts.people.phones import national_digits
from accounts.refusals import Refusal
from frontend.messages.keys import public_key
from frontend.shell.answers import SeeOther

HOURS = [(f"{hour:02}:00", f"{hour}:00") for hour in range(24)]
OURS, OWN, NEVER = "OURS", "OWN", "NEVER"
MIDNIGHT = time(0)


class ChoicesForm(forms.Form):
    """Ticked is on. The two hours count when one chose hours of one's own."""

    on = forms.MultipleChoiceField(required=False, choices=[(one, one) for one in sorted(SWITCHES)])
    quiet = forms.ChoiceField(
        label=gettext_lazy("When not to disturb you"),
        choices=[
            (OURS, gettext_lazy("As usual here")),
            (OWN, gettext_lazy("At hours of my own")),
            (NEVER, gettext_lazy("You may always disturb me")),
        ],
        widget=forms.RadioSelect,
    )
    quiet_from = forms.TypedChoiceField(label=gettext_lazy("From"), choices=HOURS, coerce=time.fromisoformat)
    quiet_until = forms.TypedChoiceField(label=gettext_lazy("Until"), choices=HOURS, coerce=time.fromisoformat)
    language = forms.ChoiceField(
        label=pgettext_lazy("of messages", "Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    def chosen(self) -> dict[str, Any]:
        """What ``change_preference`` takes."""
        given = self.cleaned_data
        own = given["quiet"] == OWN
        never = MIDNIGHT if given["quiet"] == NEVER else None
        return {
            "off": sorted(SWITCHES - set(given["on"])),
            "quiet_from": given["quiet_from"] if own else never,
            "quiet_until": given["quiet_until"] if own else never,
            "language": given["language"],
        }


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_choices(request: HttpRequest) -> HttpResponse:
    """The page of choices, the browsers that show messages, and the way to what was sent."""
    known = preference_of(request.user)
    ours = house_manners(request.user, at=timezone.now())
    form = ChoicesForm(request.POST or None, initial=_initial(known, ours))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change_preference(by=request.user, at=timezone.now(), **form.chosen())
            except Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Kept. That is how you will be told."))
                return SeeOther(reverse("messages:choices"))
    on = set(form.data.getlist("on")) if form.is_bound else set(form.initial["on"])  # type: ignore[attr-defined]
    phone = phone_of(request.user)
    context = {
        "form": form,
        "groups": [_group(news, on) for news in News if news != News.ALARM],
        "ours": ours,
        "phone": mask_phone(national_digits(phone)) if phone else "",
        "texts": texts_are_sent(),
        "devices": standing_subscriptions([request.user]),
        "push_key": public_key(),
    }
    return render(request, "messages/choices.html", context, status=status)


def _group(news: News, on: set[str]) -> dict[str, Any]:
    """A group of news with its switches."""
    ways = [(way, f"{way}:{news}") for way in CHOSEN]
    return {
        "code": news.value,
        "words": news.label,
        "switches": [
            {"value": value, "words": Channel(way).label, "on": value in on, "id": f"on-{value.replace(':', '-')}"}
            for way, value in ways
        ],
    }


def _initial(known: Preference | None, ours: Any) -> dict[str, Any]:
    quiet = OURS
    hours = (ours.quiet_from, ours.quiet_until)
    if known is not None and known.quiet_from is not None and known.quiet_until is not None:
        quiet = NEVER if known.quiet_from == known.quiet_until else OWN
        hours = (known.quiet_from, known.quiet_until) if quiet == OWN else hours
    return {
        "on": sorted(SWITCHES - set(known.off if known is not None else ())),
        "quiet": quiet,
        "quiet_from": f"{hours[0]:%H:%M}",
        "quiet_until": f"{hours[1]:%H:%M}",
        "language": (known.language if known is not None else "") or settings.LANGUAGE_CODE,
    }
