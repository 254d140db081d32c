"""What a volunteer has promised, is doing and has done."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from frontend.shell.wording import local_day, minutes_text, moment_text, place_text
from frontend.volunteer.asked import asked_words, line_words
from frontend.volunteer.door import for_volunteers, person_of
from frontend.volunteer.wording import clock_text, elder_called, seat_minutes, soon_text, takes_minutes, what
from services.meals.queries.rounds import rounds_carried_by
from services.orders.enums import AssignmentStatus
from services.orders.models import Assignment
from services.orders.queries.asked import offers_to, waits_of
from services.orders.queries.seats import live_seats, past_seats

PAGE = 20


@dataclass(frozen=True)
class Promise:
    """A seat in words."""

    href: str
    icon: str
    title: str
    elder: str
    place: str
    when: str
    takes: str
    soon: str
    status: str
    minutes: int | None  # credited, once booked
    expected: int
    running: int | None  # minutes since check-in
    seconds: int
    since: str
    day: date


def promise_of(seat: Assignment, at: datetime) -> Promise:
    """Put a seat into words; needs its order as ``my_assignments`` fetches it."""
    order = seat.order
    since = seat.checked_in_at if seat.status == AssignmentStatus.CHECKED_IN else None
    seconds = max(0, int((at - since).total_seconds())) if since else 0
    return Promise(
        href=reverse("volunteer:task", args=[order.id]),
        icon=order.icon,
        title=what(order),
        elder=elder_called(order),
        place=place_text(order.elder.person.home.name),
        when=moment_text(order.starts_at),
        takes=_("about %(time)s") % {"time": minutes_text(takes_minutes(order))},
        soon=soon_text(order.starts_at, at),
        status=seat.status,
        minutes=seat.minutes_credited if seat.status == AssignmentStatus.CONFIRMED else seat.minutes_worked,
        expected=seat_minutes(order),
        running=seconds // 60 if since else None,
        seconds=seconds,
        since=clock_text(since, at) if since else "",
        day=local_day(order.starts_at),
    )


def next_task(person_id: UUID, *, at: datetime) -> Promise | None:
    """What runs now, else what comes next; None when nothing is promised."""
    wanted = (AssignmentStatus.CHECKED_IN, AssignmentStatus.CLAIMED)
    seats = live_seats(person_id).filter(status__in=wanted)
    seat = seats.order_by("checked_in_at", "order__starts_at").first()  # nulls last: what runs stands first
    return promise_of(seat, at) if seat is not None else None


def next_offer(person_id: UUID, *, at: datetime) -> dict[str, str] | None:
    """What one is asked and has to answer soonest; None when nobody asks."""
    seat = offers_to(person_id, at=at).order_by("offered_until").first()
    if seat is None or seat.offered_until is None:
        return None
    return {
        "href": reverse("volunteer:task", args=[seat.order_id]),
        "title": what(seat.order),
        "elder": elder_called(seat.order),
        "when": moment_text(seat.order.starts_at),
        "until": clock_text(seat.offered_until, at),
    }


@for_volunteers
def show_tasks(request: HttpRequest) -> HttpResponse:
    """Running on top; then today, coming, to be confirmed, and what is over."""
    now, person = timezone.now(), person_of(request)
    today = timezone.localdate(now)
    live = [promise_of(seat, now) for seat in live_seats(person.id)]
    claimed = [one for one in live if one.status == AssignmentStatus.CLAIMED]
    start = _page_start(request)
    offers = list(offers_to(person.id, at=now))
    past = [promise_of(seat, now) for seat in past_seats(person.id)[start : start + PAGE + 1]]
    context = {
        "running": [one for one in live if one.status == AssignmentStatus.CHECKED_IN],
        "today": [one for one in claimed if one.day <= today],
        "coming": [one for one in claimed if one.day > today],
        "waiting": [one for one in live if one.status == AssignmentStatus.CHECKED_OUT],
        "asked": [
            {"seat": promise_of(seat, now), "words": asked_words(seat), "until": clock_text(seat.offered_until, now)}
            for seat in offers
            if seat.offered_until is not None
        ],
        "lines": [
            {
                "href": reverse("volunteer:task", args=[place.order_id]),
                "title": what(place.order),
                "elder": elder_called(place.order),
                "when": moment_text(place.order.starts_at),
                "words": line_words(before),
            }
            for place, before in waits_of(person.id)
        ],
        "meals_to_bring": rounds_carried_by(request.user, on=today),
        "past": past[:PAGE],
        "more": start // PAGE + 2 if len(past) > PAGE else None,
        "first": start == 0,
    }
    return render(request, "volunteer/mine.html", context)


def _page_start(request: HttpRequest) -> int:
    page = request.GET.get("page", "1")
    return (max(1, int(page)) - 1) * PAGE if page.isascii() and page.isdigit() and len(page) < 5 else 0
