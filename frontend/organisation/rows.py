"""Seats of a day in words: which state each is in, what is next, what has gone wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from frontend.shell.wording import minutes_text, name_text, time_text
from services.orders.enums import SEATED, AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Order


@dataclass(frozen=True)
class Bucket:
    """A state of the day: key in the address, look of its badge, words."""

    key: str
    tone: str
    icon: str
    words: Any


TO_CONFIRM = Bucket("confirm", "served", "s-served", pgettext_lazy("day", "To be confirmed"))
AT_WORK = Bucket("work", "inservice", "s-inservice", pgettext_lazy("day", "In service"))
NAMED = Bucket("named", "claimed", "s-claimed", pgettext_lazy("day", "Taken"))
UNNAMED = Bucket("unnamed", "open", "s-open", pgettext_lazy("day", "Nobody named"))
LATE = Bucket("late", "disputed", "warn", pgettext_lazy("day", "Running late"))
BOOKED = Bucket("booked", "confirmed", "s-confirmed", pgettext_lazy("day", "Booked"))
DISPUTED = Bucket("disputed", "disputed", "s-disputed", pgettext_lazy("day", "Disputed"))
STRIP = (TO_CONFIRM, AT_WORK, NAMED, UNNAMED, LATE)
BUCKETS = {bucket.key: bucket for bucket in (*STRIP, BOOKED, DISPUTED)}


@dataclass(frozen=True)
class Row:
    """One seat on the list of the day."""

    order: Order
    seat: Assignment
    bucket: Bucket
    late_minutes: int = 0

    @property
    def title(self) -> str:
        return title(self.order)

    @property
    def nobody(self) -> bool:
        return self.seat.person_id is None

    @property
    def assignable(self) -> bool:
        return self.seat.status == AssignmentStatus.CLAIMED


@dataclass(frozen=True)
class Cell:
    """One field of the strip: how many, and the sentence under the figure."""

    bucket: Bucket
    count: int
    why: str


def rows_of(orders: Iterable[Order], organisation_id: UUID, *, at: datetime) -> list[Row]:
    """A row for each seat the organisation holds in these orders, in their order. Needs seats fetched."""
    return [
        Row(order, seat, bucket_of(order, seat, at=at), max(0, int((at - order.starts_at).total_seconds()) // 60))
        for order in orders
        for seat in order.assignments.all()
        if seat.organisation_id == organisation_id and seat.status in SEATED
    ]


def bucket_of(order: Order, seat: Assignment, *, at: datetime) -> Bucket:
    """Where a seat stands at a moment. Late is whoever should have checked in by then."""
    if order.status == OrderStatus.DISPUTED:
        return DISPUTED
    if seat.status == AssignmentStatus.CONFIRMED:
        return BOOKED
    if seat.status == AssignmentStatus.CHECKED_OUT:
        return TO_CONFIRM
    if seat.status == AssignmentStatus.CHECKED_IN:
        return AT_WORK
    if order.starts_at < at:
        return LATE
    return NAMED if seat.person_id else UNNAMED


def strip(rows: Sequence[Row]) -> list[Cell]:
    """The five states that ask for attention, each with its count and its most pressing fact."""
    return [
        Cell(bucket, len(found), _why(bucket, found))
        for bucket in STRIP
        for found in [[row for row in rows if row.bucket == bucket]]
    ]


def _why(bucket: Bucket, rows: list[Row]) -> str:
    if not rows:
        return pgettext("day strip", "None")
    first = rows[0]
    facts = {"time": time_text(first.order.starts_at), "what": title(first.order)}
    if bucket == TO_CONFIRM:
        return _("Done, the family has not said so yet")
    if bucket == AT_WORK:
        return _("The first ends at %(time)s") % {"time": time_text(min(row.order.ends_at for row in rows))}
    if bucket == NAMED:
        return _("Next %(time)s, %(what)s") % facts
    if bucket == UNNAMED:
        return _("Most urgent %(time)s, %(what)s") % facts
    return _("%(who)s, %(what)s, due %(time)s ago") % {
        **facts,
        "who": name_text(first.seat.person.name) if first.seat.person else pgettext("day strip", "Nobody named"),
        "time": minutes_text(first.late_minutes),
    }


def title(order: Order) -> str:
    """What was ordered, in the reader's punctuation. Needs lines fetched."""
    return _(", ").join(line.label for line in order.lines.all()) or order.category.name
