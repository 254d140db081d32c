"""The card behind the door, and the mandate."""

from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import DOOR_CARD
from accounts.elders.actions.revoke_mandate import revoke_mandate
from accounts.elders.enums import Power
from accounts.elders.queries import call_name, is_oneself
from accounts.refusals import NotFound
from frontend.helper.acting import acting_for
from frontend.helper.ways import see_other
from frontend.shell.mandate_words import left_words, limit_words, names_for


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_card(request: HttpRequest, id: UUID) -> HttpResponse:
    """The QR card to print and the four digits to remember, for whom the elder gave a mandate.

    The village prints them for an elder without a helper: POST, which is noted, and proves nothing of its own visits.
    """
    acting = acting_for(request.user, id)
    if not (acting.may_order or acting.may_confirm):
        raise NotFound
    by_own_word = acting.mandate or is_oneself(request.user, acting.elder)
    if not by_own_word:
        if request.method != "POST":
            return render(request, "helper/card_ask.html", {"elder": acting.elder, "person": acting.elder.person})
        reference = f"elder:{acting.elder.id}"
        person = acting.elder.person
        reveal_person(by=request.user, at=timezone.now(), person=person, purpose=DOOR_CARD, reference=reference)
    drawn = segno.make(acting.elder.card_token, error="q", micro=False)
    # Drawn by us from a token of ours: nothing of it comes from outside.
    picture = mark_safe(drawn.svg_inline(omitsize=True, border=0, svgclass="tb-qr"))  # noqa: S308
    alarm = request.build_absolute_uri(reverse("report:alarm", args=[acting.elder.card_token]))
    helps = segno.make(alarm, error="m", micro=False)
    context = {
        "alarm_href": alarm,
        "alarm_picture": mark_safe(helps.svg_inline(omitsize=True, border=0, svgclass="tb-qr")),  # noqa: S308
        "elder": acting.elder,
        "person": acting.elder.person,
        "called": call_name(acting.elder.person),
        "picture": picture,
    }
    return render(request, "helper/card.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_mandate(request: HttpRequest, id: UUID) -> HttpResponse:
    """What the elder lets the reader do, how far, until when, and how it was agreed; POST gives it back."""
    acting = acting_for(request.user, id)
    if acting.mandate is None:
        raise NotFound
    if request.method == "POST":
        revoke_mandate(by=request.user, at=timezone.now(), mandate_id=acting.mandate.id)
        messages.success(request, _("Given back. You no longer act for them; the village can write down a new one."))
        return see_other("shell:home")
    powers = [(power.label, power in acting.powers) for power in Power]
    context = {"acting": acting, "elder": acting.elder, "person": acting.elder.person, "powers": powers}
    context["limits"] = limit_words(acting.mandate, names_for([acting.mandate]))
    context["left"] = left_words(acting.allowance)
    return render(request, "helper/mandate.html", context)
