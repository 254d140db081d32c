"""Every order of my elders: by state, by elder, by a word."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.queries import elders_of
from services.orders.enums import OrderStatus
from services.orders.queries.elder_side import COMING, find_orders

PAGE = 20
LONGEST_WORD = 40
STATES = {
    "": (pgettext_lazy("order filter", "All"), ()),
    "coming": (pgettext_lazy("order filter", "Coming"), COMING),
    "confirm": (pgettext_lazy("order filter", "To be confirmed"), (OrderStatus.SERVED,)),
    "booked": (pgettext_lazy("order filter", "Booked"), (OrderStatus.CONFIRMED,)),
    "off": (
        pgettext_lazy("order filter", "Did not happen"),
        (OrderStatus.CANCELLED, OrderStatus.EXPIRED, OrderStatus.DISPUTED, OrderStatus.VOIDED),
    ),
}


@login_required
@never_cache
@require_safe
def show_orders(request: HttpRequest) -> HttpResponse:
    """Newest start first, twenty a page."""
    demand(request.user, Permission.ORDER_AS_PROXY)
    elders = list(elders_of(request.user))
    state = request.GET.get("state", "")
    state = state if state in STATES else ""
    elder = next((elder for elder in elders if str(elder.id) == request.GET.get("elder")), None)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORD]
    found = find_orders([elder.id] if elder else [e.id for e in elders], statuses=STATES[state][1], text=text)
    kept = {"state": state, "elder": str(elder.id) if elder else "", "q": text}
    context = {
        "elders": elders,
        "elder": elder,
        "text": text,
        "filtered": any(kept.values()),
        "states": [
            (words, urlencode({k: v for k, v in {**kept, "state": name}.items() if v}), name == state)
            for name, (words, _statuses) in STATES.items()
        ],
        "state": state,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "kept": urlencode({name: value for name, value in kept.items() if value}),
    }
    return render(request, "helper/orders.html", context)
