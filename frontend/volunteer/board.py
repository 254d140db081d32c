"""The board: open tasks near a volunteer. Public facts only; names and houses come after the claim."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.people.models import Person
from frontend.shell.wording import date_text, day_text, in_chinese, place_text, time_text
from frontend.volunteer.counts import count_tasks
from frontend.volunteer.door import for_volunteers, person_of
from frontend.volunteer.mine import next_offer, next_task
from frontend.volunteer.wishes import NEAR, WALK, Wish, read_wish
from frontend.volunteer.wording import Told, elder_called, tell, what
from services.orders.matching import Candidate
from services.orders.models import Order
from services.orders.queries.board_pages import board_page, no_longer_open
from services.orders.queries.candidates import candidate_for
from services.orders.queries.fitting import best_for

PAGE = 20
PICKS, WORTH_SAYING = 3, 25  # shown on top at most; points from which something fits well
MOST_ROWS = 200  # a live update draws at most so many again


@dataclass(frozen=True)
class Line:
    """One row of the list: a task, one that has just gone, or the heading of a day."""

    kind: str  # "task", "gone" or "day"
    task: Told | None = None
    words: str = ""
    note: str = ""
    instead: Told | None = None


@for_volunteers
def show_board(request: HttpRequest) -> HttpResponse:
    """The page; for htmx only the list (live update) or only the next rows (``HX-Target: more``)."""
    now, person = timezone.now(), person_of(request)
    wish = read_wish(request.GET, person)
    candidate = candidate_for(person.id, at=now)
    target = request.headers.get("HX-Target") if request.headers.get("HX-Request") else None
    shown = _shown(request) if target == "board-list" else []
    page = board_page(
        wish.as_filter(on=timezone.localdate(now)),
        limit=min(MOST_ROWS, max(PAGE, -(-len(shown) // PAGE) * PAGE)),
        after=wish.after,
        soonest=wish.soonest,
        only_for=candidate if wish.mine else None,
    )
    still = {order.id for order in page.orders}
    gone = no_longer_open(set(shown) - still, region_code=wish.scope) if shown else []
    context = {
        "wish": wish,
        "here": request.get_full_path(),
        "topic": f"board:{wish.scope}",
        "lines": _lines(page.orders, gone, wish, candidate, now),
        "more": wish.address(after=page.after) if page.after else "",
        "first": wish.address() if wish.after else "",
    }
    if target == "more":
        return render(request, "volunteer/board_rows.html", context)
    context["counts"] = count_tasks(wish, candidate, on=timezone.localdate(now))
    if target == "board-list":
        return render(request, "volunteer/board_list.html", {**context, "again": True})
    context |= {"heading": _heading(wish), "next_task": next_task(person.id, at=now), **_sorts(wish)}
    context |= {
        "offer": next_offer(person.id, at=now),
        "picks": [] if wish.after else _picks(wish, person, candidate, now),
    }
    return render(request, "volunteer/board.html", context)


def _shown(request: HttpRequest) -> list[UUID]:
    """The orders a live page shows already, newest request only; nonsense is ignored."""
    found = []
    for text in request.GET.getlist("shown")[:MOST_ROWS]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _picks(wish: Wish, person: Person, candidate: Candidate, at: datetime) -> list[dict[str, Any]]:
    """What fits best of all that is asked for here, each with why; nothing that only happens to be open."""
    best = best_for(person, candidate, wish.as_filter(on=timezone.localdate(at)), at=at, limit=PICKS)
    good = [(order, its) for order, its in best if its.familiar or its.points >= WORTH_SAYING]
    return [
        {
            "href": reverse("volunteer:task", args=[order.id]),
            "title": what(order),
            "elder": elder_called(order),
            "when": f"{day_text(order.starts_at)} {time_text(order.starts_at)}",
            "because": ("" if in_chinese() else " ").join(its.because[:2]),
        }
        for order, its in good
    ]


def _heading(wish: Wish) -> str:
    """``白岩附近`` for a circle or a village, the name of a township or county as it is."""
    name = place_text(wish.places[-1].name)
    if len(wish.code) == 12 or wish.reach in (WALK, NEAR):
        return _("Near %(place)s") % {"place": name}
    return name


def _sorts(wish: Wish) -> dict[str, Any]:
    return {
        "sorts": [
            {
                "words": pgettext("sort", "Newest"),
                "href": wish.address(soonest=False),
                "chosen": not wish.soonest,
            },
            {
                "words": pgettext("sort", "Soonest"),
                "href": wish.address(soonest=True),
                "chosen": wish.soonest,
            },
        ]
    }


def _lines(orders: list[Order], gone: list[Order], wish: Wish, candidate: Candidate, at: datetime) -> list[Line]:
    """Open and gone orders in the order of the list, with day headings when the soonest come first."""
    by = (lambda order: (order.starts_at, order.id)) if wish.soonest else (lambda order: (order.id,))
    both = sorted([*orders, *gone], key=by, reverse=not wish.soonest)
    told = tell(both, candidate=candidate, centre=wish.centre, at=at)
    lines: list[Line] = []
    day = None
    for order, task in zip(both, told, strict=True):
        if wish.soonest and task.day != day:
            day = task.day
            near, plain = day_text(day), date_text(day)
            lines.append(Line("day", words=near, note=plain if plain != near else ""))
        lines.append(Line("task", task) if task.is_open else _gone_line(order, task, candidate, orders, told))
    return lines


def _gone_line(order: Order, task: Told, candidate: Candidate, orders: list[Order], told: list[Told]) -> Line:
    """A task that left the board while somebody was looking: what became of it, and another of its kind."""
    if order.id in candidate.orders:
        return Line("gone", task, note=_("You have taken this one."), instead=task)
    words = {
        "CANCELLED": _("No longer needed."),
        "EXPIRED": _("Its time is over."),
    }.get(order.status, _("Somebody has just taken this one."))
    alike = {str(other.id) for other in orders if other.category_id == order.category_id}
    instead = next((other for other in told if other.id in alike and not other.reason), None)
    return Line("gone", task, note=words, instead=instead)
