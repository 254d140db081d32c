"""The dispatch board in words and columns: cards, rows of people, who fits and why not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.elders.queries import call_name
from accounts.people.models import Person
from frontend.organisation.rows import title
from frontend.organisation.team import SAID_OF_OTHERS
from frontend.shell.wording import minutes_text, place_text, time_text
from services.dispatch.board import Board, Seat, Span
from services.dispatch.enums import Since
from services.dispatch.fitting import FULL_DAY, Fit, minutes_of
from services.dispatch.routing.problem import Why
from services.orders.enums import AssignmentStatus

QUARTERS = 4  # columns an hour

WHY: dict[str, Any] = {
    Why.NOBODY_MAY: gettext_lazy("Nobody may: a certificate, the family…"),
    Why.NOT_IN_HOURS: gettext_lazy("Outside the hours of those who may"),
    Why.NO_TIME_LEFT: gettext_lazy("Those who may are with others"),
}
# How a seat looks: its style, and the word that says the same.
LOOKS: dict[str, Any] = {
    "done": pgettext_lazy("dispatch", "Done"),
    "work": pgettext_lazy("dispatch", "In service"),
    "named": pgettext_lazy("dispatch", "Told"),
    "moved": pgettext_lazy("dispatch", "Not told yet"),
    "idea": pgettext_lazy("dispatch", "The computer's idea"),
    "late": pgettext_lazy("dispatch", "Too late"),
}


@dataclass(frozen=True)
class Hours:
    """The hours on the board; a column is a quarter of an hour, the first is 1."""

    first: int
    last: int
    midnight: datetime

    @property
    def count(self) -> int:
        return self.last - self.first

    def column(self, moment: datetime, *, up: bool = False) -> int:
        minutes = (moment - self.midnight) / timedelta(minutes=1) - self.first * 60
        quarter = -int(-minutes // 15) if up else int(minutes // 15)
        return min(max(quarter, 0), self.count * QUARTERS) + 1

    def columns(self, span: Span) -> str:
        """The classes that put something into its place; at least one column wide."""
        start, end = self.column(span[0]), self.column(span[1], up=True)
        start = min(start, self.count * QUARTERS)
        return f"col-start-{start} col-end-{max(end, start + 1)}"

    def marks(self) -> list[tuple[str, str]]:
        """Every hour with its columns."""
        return [
            (f"{hour}:00", f"col-start-{n * QUARTERS + 1} col-end-{n * QUARTERS + QUARTERS + 1}")
            for n, hour in enumerate(range(self.first, self.last))
        ]

    def now(self, at: datetime) -> str:
        """The column of this moment; empty on another day or outside the hours."""
        minutes = (at - self.midnight) / timedelta(minutes=1)
        return f"col-start-{self.column(at)}" if self.first * 60 <= minutes < self.last * 60 else ""


def hours_of(board: Board, begins: int, ends: int) -> Hours:
    """From the rule's hours, wider where a seat lies outside."""
    midnight = timezone.make_aware(datetime.combine(board.day, datetime.min.time()))
    first, last = begins, ends
    for seat in board.seats.values():
        start, end = ((moment - midnight) / timedelta(hours=1) for moment in seat.span)
        first, last = min(first, int(start)), max(last, min(24, -int(-end // 1)))
    return Hours(first, last, midnight)


@dataclass(frozen=True)
class Card:
    """A seat on the board."""

    seat: Seat
    columns: str
    late: int
    since: Since | None
    why: str
    chosen: bool

    @property
    def title(self) -> str:
        return title(self.seat.order)

    @property
    def where(self) -> str:
        """Whose door, as the board names an elder, and in which village."""
        elder = self.seat.order.elder.person
        return f"{call_name(elder)}{_(', ')}{place_text(elder.home.name)}"

    @property
    def who(self) -> str:
        return call_name(self.seat.order.elder.person)

    @property
    def lasts(self) -> str:
        return minutes_text(int((self.seat.order.ends_at - self.seat.order.starts_at) / timedelta(minutes=1)))

    @property
    def look(self) -> str:
        status = self.seat.row.status
        if status in (AssignmentStatus.CHECKED_OUT, AssignmentStatus.CONFIRMED):
            return "done"
        if status == AssignmentStatus.CHECKED_IN:
            return "work"
        if self.late:
            return "late"
        if self.seat.changed:
            return "idea" if self.seat.idea else "moved"
        return "named"

    @property
    def state(self) -> str:
        if self.look == "late":
            return _("%(minutes)s too late") % {"minutes": minutes_text(self.late)}
        return str(LOOKS[self.look])

    @property
    def flag(self) -> str:
        """What is otherwise than it was told, or than it was when the draft was written."""
        if self.seat.overtaken:
            return _("Somebody was named meanwhile")
        return str(self.since.label) if self.since else ""

    @property
    def spoken(self) -> str:
        """All of it in one breath, for whoever does not see the board."""
        parts = [time_text(self.seat.order.starts_at), self.title, self.where, self.lasts]
        if self.seat.person_id is not None:
            parts.append(self.state)
        return _(", ").join(part for part in (*parts, self.flag, self.why) if part)


@dataclass(frozen=True)
class Line:
    """A person's day."""

    person: Person
    member: bool
    absent: bool
    cards: list[Card]
    elsewhere: list[tuple[str, Span]]
    minutes: int

    @property
    def percent(self) -> int:
        return min(100, self.minutes * 100 // FULL_DAY)


@dataclass(frozen=True)
class Drawer:
    """Draws cards of a board that all know the same."""

    board: Board
    hours: Hours
    late: dict[UUID, int]
    since: dict[UUID, Since]
    left: dict[str, str]
    chosen: UUID | None

    def card(self, seat: Seat) -> Card:
        why = self.left.get(str(seat.id), "") if seat.person_id is None else ""
        return Card(
            seat=seat,
            columns=self.hours.columns(seat.span),
            late=self.late.get(seat.id, 0) if seat.movable else 0,
            since=self.since.get(seat.id),
            why=str(WHY.get(why, "")),
            chosen=seat.id == self.chosen,
        )

    def lines(self) -> list[Line]:
        """Everybody, in the order of the members' list."""
        return [
            Line(
                person=person,
                member=key in self.board.members or key in self.board.absent,
                absent=key in self.board.absent,
                cards=[self.card(seat) for seat in self.board.of(key)],
                elsewhere=[
                    (self.hours.columns(span), span)
                    for span in sorted(self.board.elsewhere.get(key, []))
                    if timezone.localdate(span[0]) <= self.board.day <= timezone.localdate(span[1])
                ],
                minutes=minutes_of(self.board.of(key)),
            )
            for key, person in self.board.people.items()
        ]


def why_not(fits: list[Fit]) -> list[tuple[Person, list[Any]]]:
    """Those who cannot go, with the reasons as one says them of others."""
    return [
        (fit.person, [SAID_OF_OTHERS.get(reason, reason.label) for reason in fit.reasons])
        for fit in fits
        if not fit.can
    ]
