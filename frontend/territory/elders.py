"""Elders of the territory: find one, see what comes next, order on the phone."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for, find_elders
from accounts.regions.models import Region
from accounts.regions.queries import path
from frontend.shell.wording import way_text
from frontend.territory.ground import ground, powers
from services.orders.enums import OrderStatus
from services.orders.queries.elder_side import COMING
from services.orders.queries.territory_side import next_orders
from timebank.ledger.queries import account_of

PAGE = 30
LONGEST_WORD = 20
SHOWN = 10


@login_required
@never_cache
@require_safe
def show_elders(request: HttpRequest) -> HttpResponse:
    """``?q=范&place=350425100``: by name or village. Names are masked until one is opened."""
    land = ground(request, permission=Permission.ORDER_FOR_ANYONE)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORD]
    page = Paginator(find_elders(land.codes, text=text), PAGE).get_page(request.GET.get("page"))
    towns = Region.objects.in_bulk({elder.person.home.township_code for elder in page.object_list})
    kept = {"q": text, "place": land.place.code if land.place else ""}
    context = {
        "land": land,
        "text": text,
        "page": page,
        "rows": [(elder, _home(elder, towns)) for elder in page.object_list],
        "today": timezone.localdate(),
        "kept": urlencode({key: value for key, value in kept.items() if value}),
        "can": powers(request.user, land.here.code),
    }
    return render(request, "territory/elders.html", context)


@login_required
@never_cache
@require_safe
def show_elder(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """The elder's name, address and phone (journalled), what comes, what waits for a word, minutes to spend."""
    elder = own_elder(request, elder_id)
    context = {
        **about(elder, on=timezone.localdate()),
        "to_confirm": next_orders(elder.id, [OrderStatus.SERVED], limit=SHOWN),
        "coming": next_orders(elder.id, COMING, limit=SHOWN),
        "notes": list(elder.care_notes.order_by("written_at")),
        "can": powers(request.user, elder.person.home_id),
    }
    return render(request, "territory/elder.html", context)


def _home(elder: Elder, towns: dict[str, Region]) -> str:
    """Village and township of the elder, as the reader's language puts them."""
    village = elder.person.home
    town = towns.get(village.township_code)
    return way_text([town, village] if town is not None and town != village else [village])


def own_elder(request: HttpRequest, elder_id: UUID) -> Elder:
    """The elder, revealed to somebody who may order for anyone where they live; NotFound otherwise."""
    demand(request.user, Permission.ORDER_FOR_ANYONE)
    now = timezone.now()
    elder = elder_for(request.user, elder_id, power=Power.ORDER, on=timezone.localdate(now))
    demand(request.user, Permission.ORDER_FOR_ANYONE, region_code=elder.person.home_id)
    reveal_person(by=request.user, at=now, person=elder.person, purpose="ordering", reference=f"elder:{elder.id}")
    return elder


def about(elder: Elder, *, on: date) -> dict[str, Any]:
    """What every page about an elder shows at its head."""
    account = account_of(elder.person_id)
    return {
        "elder": elder,
        "person": elder.person,
        "age": elder.person.age_on(on),
        "home": way_text(path(elder.person.home_id)),
        "available": account.available if account else 0,
        "held": account.held if account else 0,
    }
