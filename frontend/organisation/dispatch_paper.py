"""The day on paper: a page for everybody who is sent, as people were told, not as the draft wants it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access.actions.reveal_people import reveal_people
from accounts.people.models import Person
from frontend.organisation.dispatch_rows import minutes_of
from frontend.organisation.managed import day_from, managed
from frontend.organisation.rows import title
from frontend.paper import printable, typeset
from frontend.shell.answers import SeeOther
from frontend.shell.wording import (
    full_date_text,
    in_chinese,
    minutes_text,
    name_text,
    place_text,
    time_text,
    weekday_text,
)
from services.dispatch.board import Board, Seat
from services.dispatch.queries.day import board_of
from services.orders.queries.organisation_side import care_notes_of


@login_required
@never_cache
@require_POST
def print_sheets(request: HttpRequest) -> HttpResponse:
    """One PDF; names, addresses and phones stand in it, so each look is journalled."""
    mine, day = managed(request), day_from(request.POST.get("day", ""))
    now = timezone.now()
    board = board_of(mine.organisation.id, day, at=now)
    days = _told(board)
    if not days:
        messages.error(request, _("Nobody is named on this day yet. Settle it first, then print."))
        return SeeOther(f"{reverse('organisation:dispatch')}?day={day.isoformat()}")
    seats = [seat for _person, found in days for seat in found]
    elders = {seat.order.elder.person: f"order:{seat.order.id}" for seat in seats}
    reveal_people(by=request.user, at=now, people=elders, purpose="dispatch")
    notes = care_notes_of({seat.order.elder_id for seat in seats})
    data = {
        "lang": "zh" if in_chinese() else "en",
        "title": _("Where to go today"),
        "organisation": mine.organisation.name,
        "printed": _("Printed %(moment)s") % {"moment": f"{full_date_text(now)} {time_text(now)}"},
        "secret": _("Names and addresses: keep it to yourself, hand it back in the evening."),
        "day": f"{full_date_text(day)} {weekday_text(day)}",
        "came": _("Came at"),
        "left": _("Left at"),
        "done": _("Done as agreed"),
        "not_met": _("Met nobody"),
        "people": [
            {
                "name": name_text(person.name),
                "sum": _(", ").join(
                    (
                        ngettext("%(number)s order", "%(number)s orders", len(found)) % {"number": len(found)},
                        minutes_text(minutes_of(found)),
                    )
                ),
                "rows": [_row(seat, notes.get(seat.order.elder_id, [])) for seat in found],
            }
            for person, found in days
        ],
    }
    response = HttpResponse(typeset("dispatch", printable(data), at=now), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="dispatch-{day.isoformat()}.pdf"'
    return response


def _told(board: Board) -> list[tuple[Person, list[Seat]]]:
    """Everybody who is named, in the order of the board, with their seats of the day."""
    found = []
    for key, person in board.people.items():
        seats = [seat for seat in board.seats.values() if seat.row.person_id == key]
        if seats:
            found.append((person, sorted(seats, key=lambda seat: seat.order.starts_at)))
    return found


def _row(seat: Seat, care_notes: list[str]) -> dict[str, Any]:
    order, elder = seat.order, seat.order.elder.person
    return {
        "starts": time_text(order.starts_at),
        "ends": _("until %(time)s") % {"time": time_text(order.ends_at)},
        "what": title(order),
        "elder": name_text(elder.name),
        "phone": elder.phone,
        "place": _(", ").join(part for part in (place_text(elder.home.name), elder.address) if part),
        "notes": [note for note in (order.note, *care_notes) if note],
    }
