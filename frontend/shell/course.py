"""The course of an order as those see it who answer for it: every event of the journal in words, and who did it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.journal.models import Event
from frontend.shell.wording import date_text, minutes_text, name_text, time_text
from services.orders.models import Assignment, Order

# After ``services.order.``: sign, mood, words. %(who)s did it, %(whom)s holds the seat it speaks of.
HAPPENED: dict[str, tuple[str, str, Any]] = {
    "placed": ("s-open", "", gettext_lazy("%(who)s placed the order")),
    "claimed": ("s-claimed", "", gettext_lazy("%(who)s took it")),
    "assigned": ("people", "", gettext_lazy("%(who)s sends %(whom)s")),
    "reopened": ("s-open", "bad", gettext_lazy("%(who)s gave the place back")),
    "missed": ("warn", "bad", gettext_lazy("%(whom)s did not come, said %(who)s")),
    "started": ("s-inservice", "", gettext_lazy("%(whom)s checked in, the time runs")),
    "served": ("s-served", "", gettext_lazy("%(whom)s checked out, %(time)s")),
    "confirmed": ("s-confirmed", "", gettext_lazy("%(who)s confirmed it, the time is booked")),
    "cancelled": ("s-cancelled", "", gettext_lazy("%(who)s called it off, the held time went back")),
    "expired": ("s-expired", "bad", gettext_lazy("Nobody took it in time, the held time went back")),
    "disputed": ("s-disputed", "bad", gettext_lazy("%(who)s objected, the clock stands still")),
    "upheld": ("s-confirmed", "", gettext_lazy("%(who)s looked into it: it counts")),
    "voided": ("s-voided", "bad", gettext_lazy("%(who)s looked into it: it does not count")),
}


@dataclass(frozen=True)
class Row:
    """One line of the time line; see ``tb/timeline.html``. ``day`` is set where a new day begins."""

    when: str
    icon: str
    text: str
    mood: str = ""
    day: str = ""


def course_of(order: Order, events: Iterable[Event]) -> list[Row]:
    """What happened to the order, oldest first. Needs ``assignments`` with persons and organisations fetched."""
    seats = {str(seat.id): seat for seat in order.assignments.all()}
    rows: list[Row] = []
    day = ""
    for event in events:
        known = HAPPENED.get(event.name.removeprefix("services.order."))
        if known is None:
            continue
        today = date_text(event.at)
        icon, mood, sentence = known
        rows.append(Row(time_text(event.at), icon, _words(sentence, event, seats), mood, today if today != day else ""))
        day = today
    return rows


def _words(sentence: Any, event: Event, seats: dict[str, Assignment]) -> str:
    who = name_text(str(event.by)) if event.by is not None else pgettext("who did it", "The house")
    seat = seats.get(str(event.detail.get("assignment") or ""))
    whom = name_text(seat.person.name) if seat is not None and seat.person is not None else who
    if seat is not None and seat.organisation is not None and event.name.endswith(".claimed"):
        who = _("%(who)s for %(organisation)s") % {"who": who, "organisation": seat.organisation.name}
    facts = {"who": who, "whom": whom, "time": minutes_text(event.detail.get("minutes") or 0)}
    text = str(sentence) % facts
    reason = event.detail.get("reason")
    return _("%(what)s: %(reason)s") % {"what": text, "reason": reason} if reason else text


def seat_ids(order: Order) -> list[UUID]:
    """Ids of every seat the order ever had."""
    return [seat.id for seat in order.assignments.all()]
