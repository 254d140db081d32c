"""The course of an order as those see it who answer for it: every event of the journal in words, and who did it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext, pgettext_lazy

from accounts.journal.models import Event
from accounts.people.models import Person
from frontend.shell.finding_words import FINDING_HAPPENED
from frontend.shell.wording import date_text, minutes_text, name_text, time_text
from services.orders.models import Assignment, Order

# After ``services.order.``: sign, mood, words. %(who)s did it, %(whom)s holds the seat it speaks of.
HAPPENED: dict[str, tuple[str, str, Any]] = {
    "placed": ("s-open", "", pgettext_lazy("course of an order", "%(who)s placed the order")),
    "claimed": ("s-claimed", "", pgettext_lazy("course of an order", "%(who)s took it")),
    "assigned": ("people", "", pgettext_lazy("course of an order", "%(who)s sends %(whom)s")),
    "relieved": ("people", "", pgettext_lazy("course of an order", "%(who)s took the name off, somebody else will go")),
    "rating_corrected": ("phone", "", pgettext_lazy("course of an order", "%(who)s rang and put the rating right")),
    "handover_offered": (
        "swap",
        "",
        pgettext_lazy("course of an order", "%(who)s asked another organisation to take it over"),
    ),
    "handed_over": ("swap", "", pgettext_lazy("course of an order", "%(who)s took it over for another organisation")),
    "handover_objected": (
        "swap",
        "",
        pgettext_lazy("course of an order", "%(who)s wants the first organisation to come"),
    ),
    "reopened": ("s-open", "bad", pgettext_lazy("course of an order", "%(who)s gave the place back")),
    "missed": ("warn", "bad", pgettext_lazy("course of an order", "%(whom)s did not come, said %(who)s")),
    "started": ("s-inservice", "", pgettext_lazy("course of an order", "%(whom)s checked in, the time runs")),
    "served": ("s-served", "", pgettext_lazy("course of an order", "%(whom)s checked out, %(time)s")),
    "confirmed": ("s-confirmed", "", pgettext_lazy("course of an order", "%(who)s confirmed it, the time is booked")),
    "confirmed_automatically": (
        "s-confirmed",
        "",
        pgettext_lazy("course of an order", "Nobody objected within %(hours)s hours: confirmed, the time is booked"),
    ),
    "call_back": (
        "phone",
        "",
        pgettext_lazy("course of an order", "Nobody has said whether it was done: somebody should ring"),
    ),
    "cancelled": (
        "s-cancelled",
        "",
        pgettext_lazy("course of an order", "%(who)s called it off, the held time went back"),
    ),
    "told": ("s-confirmed", "", pgettext_lazy("course of an order", "The elder heard of it and agreed")),
    "not_reached": ("phone", "", pgettext_lazy("course of an order", "%(who)s did not reach the elder to tell them")),
    "expired": (
        "s-expired",
        "bad",
        pgettext_lazy("course of an order", "Nobody took it in time, the held time went back"),
    ),
    "disputed": ("s-disputed", "bad", pgettext_lazy("course of an order", "%(who)s objected, the clock stands still")),
    "upheld": ("s-confirmed", "", pgettext_lazy("course of an order", "%(who)s looked into it: it counts")),
    "voided": ("s-voided", "bad", pgettext_lazy("course of an order", "%(who)s looked into it: it does not count")),
    **FINDING_HAPPENED,
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
    events = [event for event in events if event.name.removeprefix("services.order.") in HAPPENED]
    seats = {str(seat.id): seat for seat in order.assignments.all()}
    sent = _who_was_sent(events, seats)
    rows: list[Row] = []
    day = ""
    for event in events:
        icon, mood, sentence = HAPPENED[event.name.removeprefix("services.order.")]
        today = date_text(event.at)
        text = _words(sentence, event, seats, sent.get(event.sequence, ""))
        rows.append(Row(time_text(event.at), icon, text, mood, today if today != day else ""))
        day = today
    return rows


def _who_was_sent(events: list[Event], seats: dict[str, Assignment]) -> dict[int, str]:
    """Sequence of each naming → the name given then: an event only says whom it replaced."""
    ids: dict[int, str] = {}
    later = {key: str(seat.person_id or "") for key, seat in seats.items()}
    for event in reversed(events):
        if event.name.endswith(".assigned"):
            key = str(event.detail.get("assignment"))
            ids[event.sequence] = later.get(key, "")
            later[key] = str(event.detail.get("before") or "")
    now = {str(seat.person_id): seat.person.name for seat in seats.values() if seat.person is not None}
    gone = {key for key in ids.values() if key and key not in now}
    names = now | ({str(p.id): p.name for p in Person.objects.filter(id__in=gone)} if gone else {})
    return {sequence: names.get(key, "") for sequence, key in ids.items()}


def _words(sentence: Any, event: Event, seats: dict[str, Assignment], sent: str) -> str:
    who = name_text(str(event.by)) if event.by is not None else pgettext("who did it", "The house")
    seat = seats.get(str(event.detail.get("assignment") or ""))
    whom = sent or (seat.person.name if seat is not None and seat.person is not None else "")
    if seat is not None and seat.organisation is not None and event.name.endswith(".claimed"):
        who = pgettext("course of an order", "%(who)s for %(organisation)s") % {
            "who": who,
            "organisation": seat.organisation.name,
        }
    facts = {
        "who": who,
        "whom": name_text(whom) if whom else who,
        "time": minutes_text(event.detail.get("minutes") or 0),
        "hours": event.detail.get("hours") or 0,
        "called": event.detail.get("called") or 0,
    }
    text = str(sentence) % facts
    if not event.words:
        return text
    return pgettext("course of an order", "%(what)s: %(reason)s") % {"what": text, "reason": event.words}
