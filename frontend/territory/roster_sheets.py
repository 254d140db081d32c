"""Lists of elders that leave the house, and the roster that goes back with its faults marked."""

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access.actions.take_export import take_export
from accounts.access.enums import Layout, Permission
from accounts.access.queries import demand
from accounts.access.queries.exports import export_allowed
from accounts.reading import from_replica
from accounts.refusals import NotFound
from accounts.regions.models import Region
from accounts.rosters.actions.check_roster import chosen_of
from accounts.rosters.actions.mark_entered import mark_entered as mark
from accounts.rosters.actions.return_roster import return_roster
from accounts.rosters.actions.take_masked import take_masked as take
from accounts.rosters.listing import (
    NATIONAL,
    OTHER_HEADINGS,
    REGISTRY,
    elders_of_region,
    rows_of_registry,
    supporters_most,
)
from accounts.rosters.reading.columns import COLUMNS
from accounts.rosters.reading.lines import layout_of
from accounts.rosters.workbook.book import open_book
from accounts.surveys.listing import FROZEN_HEADINGS, values_of_roster
from accounts.surveys.models import FrozenRoster, RosterCopy
from frontend.shell.answers import SeeOther
from frontend.territory.roster_files import as_csv, as_xlsx, corrected

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
TITLES = {Layout.REGISTRY: "登记表", Layout.CSV: "登记表", Layout.NATIONAL: "三留守信息"}


@login_required
@never_cache
@require_POST
def take_list(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The list that a second person agreed to, numbers and all. The journal first, then the file."""
    whole = export_allowed(request.user, request_id)
    if whole is not None and whole.layout == Layout.COUNTY:  # no list: it is made by a job, on a page of its own
        return SeeOther(reverse("windup:takeout", args=[request_id]))
    allowed = take_export(by=request.user, at=timezone.now(), request_id=request_id)
    copy = RosterCopy.objects.select_related("roster__report__round").filter(request=allowed).first()
    if copy is not None:
        return _frozen(copy.roster, allowed.region, Layout(allowed.layout))
    return _file(allowed.region, Layout(allowed.layout), masked=False)


@login_required
@never_cache
@require_POST
def take_masked(request: HttpRequest) -> HttpResponse:
    """``region=350425100&layout=REGISTRY``: the same list without names, numbers and addresses."""
    demand(request.user, Permission.REGISTRY_EXPORT)
    code, layout = request.POST.get("region", ""), request.POST.get("layout", "")
    region = Region.objects.filter(code=code).first() if code.isascii() and "\x00" not in code else None
    if region is None or layout not in Layout.values or layout == Layout.COUNTY:
        raise NotFound
    take(by=request.user, at=timezone.now(), region=region, layout=layout)
    return _file(region, Layout(layout), masked=True)


@login_required
@never_cache
@require_POST
def mark_entered(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Everybody of the list fetched last stands in the national system now."""
    count = mark(by=request.user, at=timezone.now(), request_id=request_id)
    text = ngettext("%(n)s elder is marked as entered.", "%(n)s elders are marked as entered.", count) % {"n": count}
    messages.success(request, text)
    response = redirect("territory:exports")
    response.status_code = 303
    return response


@login_required
@never_cache
@require_POST
def return_corrections(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """The roster as it was sent, faults coloured and commented; only for whoever sent it."""
    upload, data = return_roster(by=request.user, at=timezone.now(), upload_id=upload_id)
    with open_book(data) as book:
        made = corrected(upload, book, layout_of(book, chosen_of(upload)))
    stem = upload.file_name.rsplit(".", 1)[0]
    return _answer(made, f"{stem}-要改.xlsx", XLSX)


@from_replica
def _file(region: Region, layout: Layout, *, masked: bool) -> HttpResponse:
    elders = elders_of_region(region.code, left_behind=layout == Layout.NATIONAL)
    codes = _codes(NATIONAL if layout == Layout.NATIONAL else REGISTRY, supporters_most(elders))
    headings = [_heading(code) for code in codes]
    rows = rows_of_registry(elders, masked=masked)
    name = f"{region.name}{TITLES[layout]}{'（不含姓名号码）' if masked else ''}"
    if layout == Layout.CSV:
        return _answer(as_csv(headings, codes, rows), f"{name}.csv", CSV)
    return _answer(as_xlsx(TITLES[layout], headings, codes, rows), f"{name}.xlsx", XLSX)


@from_replica
def _frozen(roster: FrozenRoster, region: Region, layout: Layout) -> HttpResponse:
    """The rows as they were frozen, with what the rules said of each then."""
    rows = list(values_of_roster(roster))
    most = max((code.partition(":")[2] for row in rows for code in row), default="")
    codes = [*_codes(REGISTRY, int(most or 1)), *FROZEN_HEADINGS]
    headings = [FROZEN_HEADINGS.get(code) or _heading(code) for code in codes]
    name = f"{region.name}{roster.report.round.title}台账"
    if layout == Layout.CSV:
        return _answer(as_csv(headings, codes, rows), f"{name}.csv", CSV)
    return _answer(as_xlsx("台账", headings, codes, rows), f"{name}.xlsx", XLSX)


def _codes(layout: tuple[str, ...], supporters: int) -> list[str]:
    """The layout, with more columns at the end where an elder has more supporters than one."""
    own = [code for code in layout if code.startswith("supporter_")]
    return [*layout, *(f"{code}:{place}" for place in range(2, supporters + 1) for code in own)]


def _heading(code: str) -> str:
    base, _colon, place = code.partition(":")
    text = OTHER_HEADINGS.get(base) or COLUMNS[base].official
    return f"赡养人{place}{text.replace('赡养人', '')}" if place else text


def _answer(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
