"""One elder: who it is, what there is to spend, what comes next, and the picture menu."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.elders.queries import elders_of
from accounts.elders.queries.agreements import agreement_of
from frontend.helper.acting import Acting, acting_for
from frontend.helper.tiles import lay_out
from frontend.shell.mandate_words import left_words, limit_words, names_for
from frontend.shell.outreach_words import outreach_lines
from services.catalogue.queries import menu
from services.catalogue.queries.outreach import outreach_in
from services.incidents.queries.rows import open_seen_by
from services.orders.queries.elder_side import coming, to_confirm
from services.orders.queries.figures import usual_items
from services.orders.queries.untold import untold_of
from services.places.queries import clinic_of
from services.referrals.queries.rows import lately_of
from services.visits.queries.families import urgings_to
from services.visits.queries.history import line_of
from services.visits.queries.reach import may_visit
from timebank.ledger.queries import account_of
from timebank.purses.queries.sources import pockets_of
from timebank.subsidies.queries.funding import wallets_of

NEXT_SHOWN = 4  # each is a live topic of its own; a socket takes eight
USUAL_SHOWN = 6


@login_required
@never_cache
@require_safe
def show_elder(request: HttpRequest, id: UUID) -> HttpResponse:
    """The elder's page; for htmx only the part that changes by itself."""
    acting = acting_for(request.user, id)
    context = {"acting": acting, "elder": acting.elder, "person": acting.elder.person, **_now(acting)}
    context["asked_of_me"] = urgings_to(request.user, acting.elder)
    context["may_visit"] = may_visit(request.user, acting.elder)
    context["alarms"] = open_seen_by(request.user, acting.elder.id)
    context["referrals"] = lately_of(request.user, acting.elder, at=timezone.now())
    context["elders"] = sorted(elders_of(request.user), key=lambda elder: elder.id != id)  # the one shown first
    if request.headers.get("HX-Request"):
        return render(request, "helper/elder_now.html", context)
    if acting.may_order:
        context |= _menu(acting, request.GET.getlist("item"))
    return render(request, "helper/elder.html", context)


def _now(acting: Acting) -> dict[str, Any]:
    orders = list(coming([acting.elder.id]))
    return {
        "account": account_of(acting.elder.person_id),
        "pockets": pockets_of(acting.elder, on=acting.today),
        "wallets": wallets_of(acting.elder.id),
        "limits": limit_words(acting.mandate, names_for([acting.mandate])) if acting.mandate is not None else [],
        "allowance_left": left_words(acting.allowance),
        "agreement": agreement_of(acting.elder, on=acting.today),
        "seen": line_of(acting.elder),
        "clinic": clinic_of(acting.elder.person, on=acting.today),
        "untold": untold_of([acting.elder.id]).count() if acting.may_confirm or acting.may_order else 0,
        "waiting": list(to_confirm([acting.elder.id])),
        "coming": orders[:NEXT_SHOWN],
        "more": max(0, len(orders) - NEXT_SHOWN),
    }


def _menu(acting: Acting, chosen: list[str]) -> dict[str, Any]:
    versions = menu(region_code=acting.elder.person.home_id, on=acting.today)
    usual, shelves = lay_out(
        versions,
        usual=usual_items(acting.elder.id, limit=USUAL_SHOWN),
        chosen=frozenset(as_keys(chosen)),
        allowance=acting.allowance,
    )
    brought = outreach_lines(outreach_in(acting.elder.person.home_id, on=acting.today), named=False)
    return {"usual": usual, "shelves": shelves, "outreach": brought}


def as_keys(texts: list[str]) -> list[UUID]:
    """The texts that are keys, each once, in their order; anything else is left out."""
    found: dict[UUID, None] = {}
    for text in texts:
        try:
            found[UUID(text)] = None
        except ValueError:
            continue
    return list(found)
