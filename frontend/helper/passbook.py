"""The elder's passbook: every line, how it came about, and what was left after it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.helper.acting import acting_for
from frontend.shell.wording import in_chinese, name_text
from services.orders.models import Order
from services.orders.queries.rows import orders_of_elders
from timebank.ledger.enums import TransferKind
from timebank.ledger.queries import account_of, entries_of, open_holds

PAGE = 30


@dataclass(frozen=True)
class Line:
    """One line in words. ``href`` leads to the order it came from."""

    entry: Any
    title: str
    note: str
    href: str


@login_required
@never_cache
@require_safe
def show_passbook(request: HttpRequest, id: UUID) -> HttpResponse:
    """Newest line first, thirty a page; above it what is held and for what."""
    acting = acting_for(request.user, id)
    account = account_of(acting.elder.person_id)
    page = Paginator(entries_of(acting.elder.person_id), PAGE).get_page(request.GET.get("page"))
    context = {
        "elder": acting.elder,
        "person": acting.elder.person,
        "account": account,
        "held": _held(acting.elder.id, account),
        "page": page,
        "lines": [_line(entry) for entry in page],
    }
    return render(request, "helper/passbook.html", context)


def _held(elder_id: UUID, account: Any) -> list[tuple[Order, int]]:
    """Orders with the minutes held for each."""
    if account is None:
        return []
    amounts = {hold.reference_id: hold.amount for hold in open_holds(account)}
    orders = orders_of_elders([elder_id]).filter(id__in=amounts).order_by("starts_at")
    return [(order, amounts[order.id]) for order in orders]


def _line(entry: Any) -> Line:
    transfer = entry.transfer
    memo = transfer.memo
    items = [item["zh" if in_chinese() else "en"] for item in memo.get("items", [])]
    other = transfer.target if entry.amount < 0 else transfer.source
    who = name_text(other.person.name) if other.person_id else ""
    order = memo.get("order")
    return Line(
        entry=entry,
        title=_(", ").join(items) or str(TransferKind(transfer.kind).label),
        note=(_("%(who)s came") % {"who": who}) if items and who else who or str(memo.get("reason", "")),
        href=reverse("helper:order", args=[order]) if order else "",
    )
