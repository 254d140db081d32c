"""Open orders of the county, how many members could go, and taking one for the organisation."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.elders.queries import call_name
from accounts.organisations.queries import current_members
from accounts.regions.models import Region
from frontend.organisation.managed import Managed, managed
from frontend.organisation.rows import title
from frontend.shell.wording import way_text
from services.catalogue.queries import categories
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.seating import OrderNotOpen
from services.orders.matching import reasons_against
from services.orders.models import Order
from services.orders.queries.board import BoardFilter
from services.orders.queries.board_pages import board_page
from services.orders.queries.candidates import candidates_for, matching_rules, task_of
from services.orders.queries.rows import seated, seats_left

PAGE = 20
SORTS = {"": pgettext_lazy("order of a list", "Soonest first"), "new": pgettext_lazy("order of a list", "Newest first")}


@dataclass(frozen=True)
class Open:
    """An open order as the manager sees it. ``able`` members could go, ``ours`` seats are the organisation's."""

    order: Order
    able: int
    ours: int
    left: int
    home: str

    @property
    def title(self) -> str:
        return title(self.order)

    @property
    def lasts(self) -> int:
        """Minutes the service is planned to take."""
        return int((self.order.ends_at - self.order.starts_at) / timedelta(minutes=1))

    @property
    def called(self) -> str:
        """As the board names an elder before anybody has taken the task."""
        return call_name(self.order.elder.person)


@login_required
@never_cache
@require_safe
def show_board(request: HttpRequest) -> HttpResponse:
    """``?category=meal&sort=new&after=…``; for htmx only the part that changes."""
    return _board(request, managed(request))


@login_required
@require_POST
def claim(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Take a place; then straight to naming who goes. Sent twice it takes one place only."""
    mine = managed(request)
    held = request.POST.get("held", "")
    try:
        seat = claim_for_organisation(
            by=request.user,
            at=timezone.now(),
            order_id=order_id,
            organisation_id=mine.organisation.id,
            held=int(held) if held.isdecimal() else None,
        )
    except OrderNotOpen as refusal:
        return _board(request, mine, refused=str(refusal), status=refusal.status)
    messages.success(request, _("Taken for the organisation. Now say who goes."))
    response = redirect("organisation:order", seat.order_id)
    response.status_code = 303
    return response


def _board(request: HttpRequest, mine: Managed, *, refused: str = "", status: int = 200) -> HttpResponse:
    category, sort = request.GET.get("category", ""), request.GET.get("sort", "")
    sort = sort if sort in SORTS else ""
    known = list(categories())
    category = category if category in {c.code for c in known} else ""
    chosen = (category,) if category else ()
    wanted = BoardFilter(region_code=mine.county, categories=chosen, house=mine.organisation.kind)
    page = board_page(wanted, limit=PAGE, after=_uuid(request.GET.get("after", "")), soonest=not sort)
    kept = {"category": category, "sort": sort}
    context = {
        "mine": mine,
        "organisation": mine.organisation,
        "rows": _rows(page.orders, mine),
        "refused": refused,
        "category": category,
        "categories": [(c, _query({**kept, "category": c.code})) for c in known],
        "all_categories": _query({**kept, "category": ""}),
        "sorts": [(words, _query({**kept, "sort": key}), key == sort) for key, words in SORTS.items()],
        "more": _query({**kept, "after": str(page.after)}) if page.after else "",
        "again": _query(kept),
    }
    htmx = request.headers.get("HX-Request")
    template = "organisation/board_now.html" if htmx else "organisation/board.html"
    return render(request, template, context, status=status)


def _rows(orders: list[Order], mine: Managed) -> list[Open]:
    now = timezone.now()
    members = current_members(mine.organisation.id, on=timezone.localdate(now))
    team = candidates_for([member.person_id for member in members], at=now).values() if orders else []
    towns = Region.objects.in_bulk({order.village_code[:9] for order in orders})
    books = matching_rules(orders)
    return [
        Open(
            order=order,
            able=sum(not reasons_against(member, task_of(order, books), for_organisation=True) for member in team),
            ours=sum(seat.organisation_id == mine.organisation.id for seat in seated(order)),
            left=seats_left(order),
            home=_home(order, towns),
        )
        for order in orders
    ]


def _home(order: Order, towns: dict[str, Region]) -> str:
    """Village and township of the elder, as the reader's language puts them."""
    village = order.elder.person.home
    town = towns.get(village.township_code)
    return way_text([town, village] if town is not None and town != village else [village])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _query(kept: dict[str, Any]) -> str:
    return "?" + urlencode({key: value for key, value in kept.items() if value})
