"""Records of a territory: what is late, whom to ring, what volunteers say is wrong, and certificates to withdraw."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Permission
from accounts.access.queries import demand
from frontend.shell import correction_form
from frontend.shell.answers import SeeOther
from frontend.shell.calendar import next_month
from frontend.shell.record_rows import late_page, sheet_heads
from frontend.shell.record_sheet import records_sheet, waiting_sheet
from frontend.territory.ground import first_of_month, ground
from services.orders.actions.export_records import export_records
from services.orders.models import Assignment
from services.orders.queries.corrections import DONE, OPEN, correction_for, corrections_for, count_corrections
from services.orders.queries.records import to_call, unrecorded
from services.orders.queries.rows import near

PAGE = 30
CALLS = 10  # a page shows telephone numbers: no more than one rings about at a time


def _order(seat: Assignment) -> str:
    return reverse("territory:order", args=[seat.order_id])


def _late(request: HttpRequest, land: Any) -> dict[str, Any]:
    return late_page(
        request,
        unrecorded(codes=land.codes),
        region_code=land.here.code,
        href=_order,
        masked=True,
        keep={"place": land.place.code if land.place else ""},
    )


@login_required
@never_cache
@require_safe
def show_records(request: HttpRequest) -> HttpResponse:
    """``?which=late&sort=-due&place=350425100``: finished services without their record."""
    land = ground(request)
    context = {
        "land": land,
        "month": first_of_month(request.GET.get("month", "")),
        "calls": to_call(land.codes).count(),
        "corrections": count_corrections(codes=land.codes),
        **_late(request, land),
    }
    return render(request, "territory/records.html", context)


@login_required
@never_cache
@require_safe
def download_records(request: HttpRequest) -> HttpResponse:
    """``?list=waiting``: what waits; else the records of ``month`` with the columns of the ministry's order."""
    land = ground(request)
    if request.GET.get("list") == "waiting":
        name = f"records-waiting-{timezone.localdate()}"
        return waiting_sheet(_late(request, land)["all_rows"](), heads=sheet_heads(), name=name)
    month = first_of_month(request.GET.get("month", ""))
    records = export_records(by=request.user, at=timezone.now(), since=month, until=next_month(month), codes=land.codes)
    return records_sheet(records, name=f"records-{month:%Y-%m}")


@login_required
@never_cache
@require_safe
def show_calls(request: HttpRequest) -> HttpResponse:
    """Served on weak proof: ring and ask. Every number shown here is journalled.

    An order stays with the village it was served in; the number of an elder who has moved is the new village's alone.
    """
    land = ground(request, permission=Permission.ORDER_FOR_ANYONE)
    page = Paginator(to_call(land.codes), CALLS).get_page(request.GET.get("page"))
    now, here = timezone.now(), near(request.user, page.object_list)
    for order in page.object_list:
        if order.id in here:
            reveal_person(
                by=request.user, at=now, person=order.elder.person, purpose="call_back", reference=f"order:{order.id}"
            )
    return render(request, "territory/calls.html", {"land": land, "page": page, "near": here})


@login_required
@never_cache
@require_safe
def show_corrections(request: HttpRequest) -> HttpResponse:
    """What volunteers say is wrong; ``?which=done`` for what is decided."""
    land = ground(request, permission=Permission.ORDER_FOR_ANYONE)
    which = DONE if request.GET.get("which") == DONE else OPEN
    page = Paginator(corrections_for(codes=land.codes, which=which), PAGE).get_page(request.GET.get("page"))
    context = {"land": land, "which": which, "counts": count_corrections(codes=land.codes), "page": page}
    return render(request, "territory/corrections.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_correction(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Look into one, or agree as the second person."""
    demand(request.user, Permission.ORDER_FOR_ANYONE)
    ticket = correction_for(request.user, ticket_id)
    demand(request.user, Permission.ORDER_FOR_ANYONE, region_code=ticket.region_code)
    status = 200
    if request.method == "POST":
        form = correction_form.decide(request, ticket)
        if form is None:
            return SeeOther(request.path)
        status = 422
    else:
        form = correction_form.form_for(request.user, ticket)
    return render(request, "territory/correction.html", correction_form.page(ticket, form), status=status)
