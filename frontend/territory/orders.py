"""Orders of the territory, sifted by state, place, kind, days and name."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.territory.ground import ground
from frontend.territory.sifting import SORTS, STATES, Asked, asked, cursor
from services.catalogue.queries import categories
from services.orders.queries.territory_side import count_by_status, page_of

PAGE = 20


@login_required
@never_cache
@require_safe
def show_orders(request: HttpRequest) -> HttpResponse:
    """Sorted as asked for, twenty a page; for htmx only the part that changes."""
    land = ground(request)
    wanted = asked(request)
    sift = wanted.sift(land.codes)
    after = cursor(request)
    page = page_of(sift, limit=PAGE, after=after, soonest=wanted.soonest)
    counts = count_by_status(sift)
    context = {
        "land": land,
        "asked": wanted,
        "states": _states(wanted, counts),
        "sorts": [
            {"words": words, "href": wanted.query(sort=key), "on": wanted.soonest == (key == "soonest")}
            for key, words in SORTS.items()
        ],
        "total": sum(counts.get(status, 0) for status in STATES[wanted.state][1] or counts),
        "orders": page.orders,
        "later": after is not None,
        "more": wanted.query(after=str(page.after)) if page.after else "",
        "again": wanted.query(),
        "all": wanted.query(state="", place="", category="", since="", until="", q="", elder="", sort=""),
        "categories": list(categories()),
    }
    htmx = request.headers.get("HX-Request")
    return render(request, "territory/orders_now.html" if htmx else "territory/orders.html", context)


def _states(wanted: Asked, counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "words": words,
            "href": wanted.query(state=key),
            "count": sum(counts.get(status, 0) for status in statuses or counts),
            "on": key == wanted.state,
        }
        for key, (words, statuses) in STATES.items()
    ]
