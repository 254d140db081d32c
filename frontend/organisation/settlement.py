"""What the organisation is owed, month by month, from confirmed work under its contracts."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.refusals import NotFound
from frontend.organisation.managed import managed
from services.houses.queries.hours import approved_orders
from timebank.subsidies.models import Statement
from timebank.subsidies.queries.statements import lines_of, owed_to

PAGE = 24


@login_required
@never_cache
@require_safe
def show_settlement(request: HttpRequest) -> HttpResponse:
    """All statements, the latest first, and what was confirmed since."""
    chosen = managed(request)
    rows = Statement.objects.filter(organisation=chosen.organisation).select_related("region")
    context: dict[str, Any] = {
        "managed": chosen,
        "organisation": chosen.organisation,
        "page": Paginator(rows.order_by("-month", "-id"), PAGE).get_page(request.GET.get("page")),
        "owed": owed_to(chosen.organisation.id),
    }
    return render(request, "organisation/settlement.html", context)


@login_required
@never_cache
@require_safe
def show_month(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """One month with its lines, to print."""
    chosen = managed(request)
    statement = Statement.objects.filter(organisation=chosen.organisation, id=statement_id).first()
    if statement is None:
        raise NotFound
    lines = list(lines_of(statement))
    approved = approved_orders(chosen.organisation.id, [line.order_id for line in lines])
    context = {"organisation": chosen.organisation, "statement": statement, "lines": lines, "approved": approved}
    return render(request, "organisation/settlement_month.html", context)
