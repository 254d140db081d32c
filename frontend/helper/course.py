"""The course of an order in words: what happened, from the journal, and what is still to come."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from accounts.journal.models import Event
from frontend.shell import course
from frontend.shell.course import Row
from frontend.shell.wording import in_chinese, local_day, minutes_text, month_text, name_text, time_text
from services.orders.enums import OrderStatus
from services.orders.models import Order

# Told from the elder's side where that differs from what those who answer for the order read.
HAPPENED = course.HAPPENED | {
    "claimed": ("s-claimed", "", pgettext_lazy("course", "%(who)s took it")),
    "assigned": ("people", "", pgettext_lazy("course", "%(whom)s will come")),
    "reopened": ("s-open", "bad", pgettext_lazy("course", "%(who)s cannot come, somebody else is looked for")),
    "started": ("s-inservice", "", pgettext_lazy("course", "%(whom)s is there, the time runs")),
    "served": ("s-served", "", pgettext_lazy("course", "%(whom)s has finished, %(time)s")),
    "confirmed": ("s-confirmed", "", pgettext_lazy("course", "%(who)s said it was done, the time is booked")),
    "disputed": ("s-disputed", "bad", pgettext_lazy("course", "%(who)s said it was not done, the clock stands still")),
    "upheld": ("s-confirmed", "", pgettext_lazy("course", "Looked into: it counts, the time is booked")),
    "voided": ("s-voided", "bad", pgettext_lazy("course", "Looked into: it does not count, the held time went back")),
}


def course_of(order: Order, events: Iterable[Event], *, reader: Any) -> list[Row]:
    """Everything that happened, oldest first, then what is still to come. Needs ``assignments`` fetched."""
    seats = {assignment.id: assignment for assignment in order.assignments.all()}
    rows = [row for event in events if (row := _row(event, seats, reader))]
    return [*rows, *_to_come(order)]


def _row(event: Event, seats: dict[UUID, Any], reader: Any) -> Row | None:
    known = HAPPENED.get(event.name.removeprefix("services.order."))
    if known is None:
        return None
    icon, mood, sentence = known
    who = _who(event.by, reader)
    text = str(sentence) % {
        "who": who,
        "whom": _whom(event, seats) or who,
        "time": minutes_text(event.detail.get("minutes") or 0),
        "hours": event.detail.get("hours") or 0,
    }
    if event.words:
        text = pgettext("course", "%(what)s: %(reason)s") % {"what": text, "reason": event.words}
    return Row(short_moment(event.at), icon, text, mood)


def _who(user: Any, reader: Any) -> str:
    if user is None:
        return pgettext("course", "The house")
    return pgettext("course", "You") if user.pk == reader.pk else name_text(str(user))


def _whom(event: Event, seats: dict[UUID, Any]) -> str:
    """Who holds the seat the event speaks of."""
    key = event.detail.get("assignment")
    seat = seats.get(UUID(key)) if key else None
    return name_text(seat.person.name) if seat is not None and seat.person is not None else ""


def _to_come(order: Order) -> list[Row]:
    done = _("Finished, and you say whether it was done")
    steps = [
        (OrderStatus.OPEN, "", "s-claimed", _("Somebody takes it")),
        (
            OrderStatus.CLAIMED,
            short_moment(order.starts_at),
            "s-inservice",
            _("At the door: the four digits are said, the time starts"),
        ),
        (OrderStatus.IN_SERVICE, short_moment(order.ends_at), "s-served", done),
        (OrderStatus.SERVED, "", "s-confirmed", _("The time goes from one passbook to the other")),
    ]
    states = [state for state, *_rest in steps]
    if order.status not in states:
        return []
    return [
        Row(when, icon, text, "next") for _state, when, icon, text in steps[states.index(OrderStatus(order.status)) :]
    ]


def short_moment(at: datetime) -> str:
    """``11:40`` today, ``昨 11:40``, else ``11/18 11:40`` / ``18 Nov 11:40``."""
    day, today = local_day(at), timezone.localdate()
    if day == today:
        return time_text(at)
    away = (day - today).days
    near = {-1: pgettext("time line", "Yest."), 1: pgettext("time line", "Tom.")}
    date = f"{day.month}/{day.day}" if in_chinese() else f"{day.day} {month_text(day)}"
    return f"{near.get(away, date)} {time_text(at)}"
