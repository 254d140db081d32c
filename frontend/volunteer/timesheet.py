"""The paper twin of the clock: a timesheet to take along, and the page where it is typed in afterwards."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.actions.reveal_people import reveal_people
from accounts.refusals import Refusal
from frontend.paper import printable, qr_svg, typeset
from frontend.shell.answers import SeeOther
from frontend.shell.wording import date_text, full_date_text, in_chinese, name_text, place_text
from frontend.volunteer.door import for_volunteers
from frontend.volunteer.wording import what
from services.orders.actions.enter_timesheet import BadSheetTimes, enter_timesheet
from services.orders.actions.print_timesheet import print_timesheet
from services.orders.models import Assignment
from services.orders.queries.timesheets import SheetSeat, is_own, timesheet_for


@for_volunteers
@require_POST
def print_coming(request: HttpRequest) -> HttpResponse:
    """What I promised, with lines to write on and a square that leads to where it is typed in."""
    now = timezone.now()
    sheet, seats = print_timesheet(by=request.user, at=now)
    people = {seat.order.elder.person: f"order:{seat.order_id}" for seat in seats}
    reveal_people(by=request.user, at=now, people=people, purpose="order")
    data = {
        "lang": "zh" if in_chinese() else "en",
        "title": _("Timesheet"),
        "who": name_text(str(request.user)),
        "day": full_date_text(timezone.localdate(now)),
        "how": _("Note when you came and left; the elder writes the four digits and signs. Then scan the square."),
        "square": qr_svg(request.build_absolute_uri(reverse("volunteer:timesheet", args=[sheet.id]))),
        "came_line": _("Came"),
        "left_line": _("Left"),
        "code_line": _("Four digits"),
        "sign_line": _("Signature"),
        "empty": _("You have promised nothing at the moment."),
        "rows": [_line(seat) for seat in seats],
    }
    response = HttpResponse(typeset("timesheet", printable(data), at=now), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="timesheet.pdf"'
    return response


def _line(seat: Assignment) -> dict[str, str]:
    person = seat.order.elder.person
    return {
        "when": f"{date_text(seat.order.starts_at)} {_planned(seat)}",  # paper knows no "today"
        "what": what(seat.order),
        "name": name_text(person.name),
        "place": _(", ").join(part for part in (place_text(person.home.name), person.address) if part),
        "phone": person.phone,
    }


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """A line for each service; what a phone has told already stands beside it and is not asked again."""
    request.menu_stop = "volunteer:tasks"  # type: ignore[attr-defined] # one's own, so not under the board
    sheet, rows = timesheet_for(request.user, sheet_id)
    faults: dict[UUID, str] = {}
    if request.method == "POST":
        written = sum(_enter(request, sheet.id, row, faults) for row in rows)
        if written:
            messages.success(request, _("Written down from the timesheet: %(number)s.") % {"number": written})
        if not faults:
            return SeeOther(reverse("volunteer:timesheet", args=[sheet.id]))
        sheet, rows = timesheet_for(request.user, sheet_id)
    people = {row.seat.order.elder.person: f"order:{row.seat.order_id}" for row in rows}
    reveal_people(by=request.user, at=timezone.now(), people=people, purpose="order")
    context = {
        "sheet": sheet,
        "rows": [_shown(request, row, faults.get(row.seat.id, "")) for row in rows],
        "left": sum(row.open for row in rows),
        "own": is_own(sheet, request.user),
    }
    return render(request, "volunteer/timesheet.html", context, status=422 if faults else 200)


def _shown(request: HttpRequest, row: SheetSeat, fault: str) -> dict[str, Any]:
    seat = row.seat
    return {
        "seat": seat,
        "open": row.open,
        "fault": fault,
        "what": what(seat.order),
        "day": request.POST.get(f"day_{seat.id}", timezone.localdate(seat.order.starts_at).isoformat()),
        "came": request.POST.get(f"came_{seat.id}", ""),
        "left": request.POST.get(f"left_{seat.id}", ""),
        "planned": _planned(seat),
    }


def _planned(seat: Assignment) -> str:
    start, end = (timezone.localtime(one) for one in (seat.order.starts_at, seat.order.ends_at))
    return f"{start:%H:%M}–{end:%H:%M}"


def _enter(request: HttpRequest, sheet_id: UUID, row: SheetSeat, faults: dict[UUID, str]) -> int:
    """1 when the line was written down, 0 when it was left empty or refused."""
    key = row.seat.id
    day, came, left = (request.POST.get(f"{name}_{key}", "").strip() for name in ("day", "came", "left"))
    if not row.open or not (came or left):
        return 0
    try:
        start = row.seat.checked_in_at
        enter_timesheet(
            by=request.user,
            at=timezone.now(),
            sheet_id=sheet_id,
            assignment_id=key,
            came_at=start or _moment(day, came),
            left_at=_moment(day, left),
            code=request.POST.get(f"code_{key}", ""),
        )
    except Refusal as refusal:
        faults[key] = str(refusal)
        return 0
    return 1


def _moment(day: str, clock: str) -> datetime:
    try:
        return timezone.make_aware(datetime.fromisoformat(f"{day}T{clock}"))
    except (ValueError, OverflowError):
        raise BadSheetTimes(field="came_at") from None
