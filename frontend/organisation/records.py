"""Records of an organisation's volunteers: what is late or due soon, the sheets, and what volunteers say is wrong."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.refusals import NotFound
from frontend.organisation.managed import managed, month_from, seat_organisations
from frontend.shell import correction_form
from frontend.shell.answers import SeeOther
from frontend.shell.calendar import next_month
from frontend.shell.record_rows import late_page, sheet_heads
from frontend.shell.record_sheet import records_sheet, waiting_sheet
from services.orders.actions.export_records import export_records
from services.orders.models import Assignment
from services.orders.queries.corrections import DONE, OPEN, correction_for, corrections_for, count_corrections
from services.orders.queries.records import unrecorded

PAGE = 30


def _order(seat: Assignment) -> str:
    return reverse("organisation:order", args=[seat.order_id])


@login_required
@never_cache
@require_safe
def show_records(request: HttpRequest) -> HttpResponse:
    """``?which=late&sort=-due``: finished services without their record."""
    mine = managed(request)
    found = late_page(
        request,
        unrecorded(organisation_id=mine.organisation.id),
        region_code=str(mine.organisation.region_id),
        href=_order,
        masked=False,
    )
    request.menu_stop = "organisation:hours"  # type: ignore[attr-defined]
    context = {
        "mine": mine,
        "organisation": mine.organisation,
        "month": month_from(request.GET.get("month", "")),
        "corrections": count_corrections(organisation_id=mine.organisation.id),
        **found,
    }
    return render(request, "organisation/records.html", context)


@login_required
@never_cache
@require_safe
def download_records(request: HttpRequest) -> HttpResponse:
    """``?list=waiting``: what waits; else the records of ``month`` with the columns of the ministry's order."""
    mine = managed(request)
    if request.GET.get("list") == "waiting":
        seats = unrecorded(organisation_id=mine.organisation.id)
        region = str(mine.organisation.region_id)
        found = late_page(request, seats, region_code=region, href=_order, masked=False)
        name = f"records-waiting-{timezone.localdate()}"
        return waiting_sheet(found["all_rows"](), heads=sheet_heads(), name=name)
    month = month_from(request.GET.get("month", ""))
    records = export_records(
        by=request.user,
        at=timezone.now(),
        since=month,
        until=next_month(month),
        organisation_id=mine.organisation.id,
    )
    return records_sheet(records, name=f"records-{month:%Y-%m}")


@login_required
@never_cache
@require_safe
def show_corrections(request: HttpRequest) -> HttpResponse:
    """What volunteers of the organisation say is wrong; ``?which=done`` for what is decided."""
    mine = managed(request)
    which = DONE if request.GET.get("which") == DONE else OPEN
    tickets = corrections_for(organisation_id=mine.organisation.id, which=which)
    request.menu_stop = "organisation:hours"  # type: ignore[attr-defined]
    context = {
        "mine": mine,
        "organisation": mine.organisation,
        "which": which,
        "counts": count_corrections(organisation_id=mine.organisation.id),
        "page": Paginator(tickets, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "organisation/corrections.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_correction(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """Look into one: it is right and put right, or it stays, with words."""
    ticket = correction_for(request.user, ticket_id)
    if ticket.organisation_id not in seat_organisations(request):
        raise NotFound
    status = 200
    if request.method == "POST":
        form = correction_form.decide(request, ticket)
        if form is None:
            return SeeOther(request.path)
        status = 422
    else:
        form = correction_form.form_for(request.user, ticket)
    request.menu_stop = "organisation:hours"  # type: ignore[attr-defined]
    return render(request, "organisation/correction.html", correction_form.page(ticket, form), status=status)
