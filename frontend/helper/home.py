"""The first page: my elders, what comes next for each, what waits for a word from me."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.models import Elder
from accounts.elders.queries import elders_of
from services.orders.models import Order
from services.orders.queries.elder_side import coming, to_confirm
from timebank.ledger.enums import Unit
from timebank.ledger.queries import accounts_of


@dataclass
class Row:
    """One elder on the list. ``available`` minutes; ``waiting`` orders to confirm."""

    elder: Elder
    available: int = 0
    next_order: Order | None = None
    waiting: int = 0


@login_required
@never_cache
@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """Straight to the elder when there is but one."""
    demand(request.user, Permission.ORDER_AS_PROXY)
    elders = list(elders_of(request.user))
    if len(elders) == 1:
        return redirect("helper:elder", elders[0].id)
    rows = {elder.id: Row(elder) for elder in elders}
    _add_minutes(rows)
    for order in coming(rows):
        row = rows[order.elder_id]
        row.next_order = row.next_order or order
    waiting = list(to_confirm(rows))
    for order in waiting:
        rows[order.elder_id].waiting += 1
    context = {"rows": list(rows.values()), "waiting": waiting}
    return render(request, "helper/home_now.html" if request.headers.get("HX-Request") else "helper/home.html", context)


def _add_minutes(rows: dict[UUID, Row]) -> None:
    by_person = {row.elder.person_id: row for row in rows.values()}
    for account in accounts_of(list(by_person)):
        if account.unit == Unit.MINUTE and account.person_id:
            by_person[account.person_id].available = account.available
