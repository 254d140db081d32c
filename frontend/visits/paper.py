"""The paper twin: a day sheet to take along, and the page where it is typed in afterwards."""

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
from accounts.refusals import NotAllowed, Refusal
from frontend.paper import printable, qr_svg, typeset
from frontend.shell.answers import SeeOther
from frontend.shell.wording import date_text, full_date_text, in_chinese, name_text, place_text
from frontend.visits.rows import row_answers, row_questions
from services.visits.actions.enter_sheet import enter_sheet
from services.visits.actions.print_sheet import print_sheet
from services.visits.enums import Mode, Outcome
from services.visits.queries.day import Stop, day_of
from services.visits.queries.paper import SheetRow, sheet_for
from services.visits.queries.reach import visits_anybody


@login_required
@never_cache
@require_POST
def print_day(request: HttpRequest) -> HttpResponse:
    """My day as a sheet: who is due, boxes, and a square that leads to where it is typed in."""
    if not visits_anybody(request.user):
        raise NotAllowed
    now = timezone.now()
    day = day_of(request.user, at=now)
    stops = [*day.due, *day.early]
    sheet = print_sheet(by=request.user, at=now, elders=[stop.elder for stop in stops])
    people = {stop.elder.person: f"elder:{stop.elder.id}" for stop in stops}
    reveal_people(by=request.user, at=now, people=people, purpose="visit")
    link = request.build_absolute_uri(reverse("visits:sheet", args=[sheet.id]))
    data = {
        "lang": "zh" if in_chinese() else "en",
        "title": _("Visits of the day"),
        "who": name_text(str(request.user)),
        "day": full_date_text(timezone.localdate(now)),
        "how": _("Tick, write a word. Scan the square to type it in; what is there already is not asked again."),
        "square": qr_svg(link),
        "lines": [
            {"title": _("Met"), "boxes": [str(one.label) for one in Outcome]},
            *(
                {"title": title, "boxes": [str(label) for _code, label in boxes]}
                for _f, title, boxes in row_questions()
            ),
        ],
        "time_line": _("Time"),
        "words_line": _("Anything else?"),
        "empty": _("Nobody is due today"),
        "rows": [_paper(stop) for stop in stops],
    }
    response = HttpResponse(typeset("visits", printable(data), at=now), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="visits.pdf"'
    return response


def _paper(stop: Stop) -> dict[str, str]:
    person = stop.elder.person
    return {
        "name": name_text(person.name),
        "place": _(", ").join(part for part in (place_text(person.home.name), person.address) if part),
        "phone": person.phone,
        "due": date_text(stop.window.due_on),
        "words": stop.last.words if stop.last is not None else "",
    }


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """One line for each elder; what the visitor wrote down already stands beside it and is not asked again."""
    sheet, rows = sheet_for(request.user, sheet_id)
    people = {row.elder.person: f"elder:{row.elder.id}" for row in rows}
    reveal_people(by=request.user, at=timezone.now(), people=people, purpose="visit")
    faults: dict[UUID, str] = {}
    if request.method == "POST":
        written = sum(_enter(request, sheet.id, row, faults) for row in rows)
        if not faults:
            messages.success(request, _("Written down from the sheet: %(number)s.") % {"number": written})
            return SeeOther(reverse("visits:sheet", args=[sheet.id]))
        sheet, rows = sheet_for(request.user, sheet_id)
    day = timezone.localdate(sheet.printed_at)
    context = {
        "sheet": sheet,
        "rows": [(row, faults.get(row.elder.id, "")) for row in rows],
        "left": sum(1 for row in rows if row.there is None),
        "outcomes": Outcome.choices,
        "asked": row_questions(),
        "day": day.isoformat(),
    }
    return render(request, "visits/sheet.html", context, status=422 if faults else 200)


def _enter(request: HttpRequest, sheet_id: UUID, row: SheetRow, faults: dict[UUID, str]) -> int:
    key = row.elder.id
    outcome = request.POST.get(f"outcome_{key}", "")
    if row.there is not None or not outcome:
        return 0
    try:
        enter_sheet(
            by=request.user,
            at=timezone.now(),
            sheet_id=sheet_id,
            elder_id=key,
            happened_at=_moment(request.POST.get(f"when_{key}", "")),
            mode=Mode.PHONE if outcome == Outcome.NO_ANSWER else Mode.HOME,
            outcome=outcome,
            answers=row_answers(request.POST, key),
            words=request.POST.get(f"words_{key}", ""),
        )
    except Refusal as refusal:
        faults[key] = str(refusal)
        return 0
    return 1


def _moment(text: str) -> Any:
    try:
        return timezone.make_aware(datetime.fromisoformat(text))
    except ValueError:
        return timezone.now()
