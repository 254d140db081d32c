"""Services that wait for their record, in words: how long there is still, and what it hangs on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import ngettext, pgettext

from accounts.people.queries import mask_name
from accounts.working_days import working_days_between
from frontend.shell.wording import local_day, name_text, place_text
from services.orders.models import Assignment
from services.orders.queries.records import ALL, DUE_SOON, LATE, Clock, clock, counted, for_list, sifted

PAGE = 30
SORTS = ("due", "-due", "person", "place")


@dataclass(frozen=True)
class Waiting:
    """One service without its record. ``days`` are working days left, negative once it is late."""

    href: str
    what: str
    volunteer: str
    place: str
    served_on: date
    due_on: date
    provisional: bool
    days: int
    left: str
    tone: str
    status: str
    state: str


def waiting_rows(
    seats: Iterable[Assignment], time: Clock, href: Callable[[Assignment], str], *, masked: bool
) -> list[Waiting]:
    """Put seats into words; they come fetched by ``for_list``."""
    return [_row(seat, time, href(seat), masked) for seat in seats]


def _row(seat: Assignment, time: Clock, href: str, masked: bool) -> Waiting:
    assert seat.checked_in_at is not None
    assert seat.person is not None
    served_on = local_day(seat.checked_in_at)
    last = time.due(served_on)
    days = working_days_between(time.today, last.on)
    late = last.on < time.today
    return Waiting(
        href=href,
        what=seat.order.title,
        volunteer=mask_name(seat.person.name) if masked else name_text(seat.person.name),
        place=place_text(seat.order.elder.person.home.name),
        served_on=served_on,
        due_on=last.on,
        provisional=last.provisional,
        days=days,
        left=left_text(days, late=late),
        tone="red" if late else "amber" if served_on <= time.soon_until else "",
        status=seat.order.status,
        state=str(seat.order.get_status_display()),
    )


def left_text(days: int, *, late: bool) -> str:
    """``还有 3 个工作日``, ``过了 2 个工作日``, ``今天是最后一天``."""
    if late:
        over = max(1, -days)
        return ngettext("%(days)s working day over", "%(days)s working days over", over) % {"days": over}
    if days <= 0:
        return pgettext("records", "The last day")
    return ngettext("%(days)s working day left", "%(days)s working days left", days) % {"days": days}


def late_page(
    request: HttpRequest,
    seats: QuerySet[Assignment],
    *,
    region_code: str,
    href: Callable[[Assignment], str],
    masked: bool,
    keep: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Everything the list of late records shows: ``?which=late&sort=-due&page=2``, counted and sorted.

    ``keep`` are words of the address that stay whatever is chosen.
    """
    kept = {key: value for key, value in (keep or {}).items() if value}
    time = clock(region_code, today=timezone.localdate())
    which = request.GET.get("which", ALL)
    which = which if which in (LATE, DUE_SOON) else ALL
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "due"
    counts = counted(seats, time)
    chosen = for_list(sifted(seats, time, which), sort)
    page = Paginator(chosen, PAGE).get_page(request.GET.get("page"))
    now = {"which": which, "sort": sort if sort != "due" else "", **kept}
    return {
        "clock": time,
        "counts": counts,
        "rows": waiting_rows(page.object_list, time, href, masked=masked),
        "all_rows": lambda: waiting_rows(chosen, time, href, masked=masked),
        "page": page,
        "kept": urlencode({key: value for key, value in now.items() if value}),
        "picks": [
            {"words": words, "count": count, "on": key == which, "href": _query(now, which=key)}
            for key, words, count in (
                (ALL, pgettext("records", "All that wait"), counts.waiting),
                (LATE, pgettext("records", "Late"), counts.late),
                (DUE_SOON, pgettext("records", "Due soon"), counts.soon),
            )
        ],
        "sorts": [
            {"words": words, "on": key == sort, "href": _query(now, sort="" if key == "due" else key)}
            for key, words in (
                ("due", pgettext("records", "Oldest first")),
                ("-due", pgettext("records", "Newest first")),
                ("person", pgettext("records", "By volunteer")),
                ("place", pgettext("records", "By village")),
            )
        ],
    }


def sheet_heads() -> tuple[str, ...]:
    """Headings of the sheet of what waits."""
    return (
        pgettext("sheet", "Volunteer"),
        pgettext("sheet", "Service"),
        pgettext("sheet", "Village"),
        pgettext("sheet", "Served on"),
        pgettext("sheet", "Record due on"),
        pgettext("sheet", "Time left"),
        pgettext("sheet", "State"),
        pgettext("sheet", "Working days left"),
    )


def _query(now: dict[str, str], **changes: str) -> str:
    return "?" + urlencode({key: value for key, value in {**now, **changes}.items() if value})
