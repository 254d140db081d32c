"""The card behind the door, and the mandate."""

from uuid import UUID

import segno
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.elders.enums import Power
from accounts.elders.queries import call_name, is_oneself
from accounts.refusals import NotFound
from frontend.helper.acting import acting_for


@login_required
@never_cache
@require_safe
def show_card(request: HttpRequest, id: UUID) -> HttpResponse:
    """The QR card to print and the four digits to remember; only for whom the elder gave a mandate."""
    acting = acting_for(request.user, id)
    if not (acting.mandate or is_oneself(request.user, acting.elder)) or not (acting.may_order or acting.may_confirm):
        raise NotFound
    drawn = segno.make(acting.elder.card_token, error="q", micro=False)
    # Drawn by us from a token of ours: nothing of it comes from outside.
    picture = mark_safe(drawn.svg_inline(omitsize=True, border=0, svgclass="tb-qr"))  # noqa: S308
    context = {
        "elder": acting.elder,
        "person": acting.elder.person,
        "called": call_name(acting.elder.person),
        "picture": picture,
    }
    return render(request, "helper/card.html", context)


@login_required
@never_cache
@require_safe
def show_mandate(request: HttpRequest, id: UUID) -> HttpResponse:
    """What the elder lets the reader do, since when, until when, and how it was agreed."""
    acting = acting_for(request.user, id)
    if acting.mandate is None:
        raise NotFound
    powers = [(power.label, power in acting.powers) for power in Power]
    context = {"acting": acting, "elder": acting.elder, "person": acting.elder.person, "powers": powers}
    return render(request, "helper/mandate.html", context)
