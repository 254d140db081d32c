"""A day as the board sees it: every seat of the organisation, whom the draft sends, who could go and why not.

Holds rows, asks the database nothing. ``queries.day`` fills it; ``send`` changes it in memory only.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from accounts.people.models import Person
from services.dispatch.models import DayPlan, Placement
from services.orders.enums import AssignmentStatus
from services.orders.matching import Candidate, Reason, Task, reasons_against, under_age, years_on
from services.orders.models import Assignment, Order
from services.orders.queries.candidates import ADULT, adults_of

Span = tuple[datetime, datetime]
AT_WORK = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN)


@dataclass(eq=False)
class Seat:
    """One seat. ``person_id`` is whom the draft sends; ``row.person_id`` who is named on it."""

    row: Assignment
    order: Order
    task: Task
    placement: Placement | None = None
    person_id: UUID | None = None

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def movable(self) -> bool:
        """True while somebody else may be named."""
        return self.row.status == AssignmentStatus.CLAIMED

    @property
    def changed(self) -> bool:
        """True when publishing would change who goes."""
        return self.movable and self.person_id != self.row.person_id

    @property
    def span(self) -> Span:
        return self.order.starts_at, self.order.ends_at

    @property
    def pinned(self) -> bool:
        return self.placement is not None and self.placement.pinned

    @property
    def overtaken(self) -> bool:
        """True when somebody was named, or taken off, after the draft was written."""
        return self.changed and self.placement is not None and self.placement.instead_of_id != self.row.person_id

    @property
    def idea(self) -> bool:
        """The computer's, and nobody has said yes yet."""
        return self.placement is not None and not self.placement.by_hand and self.changed


@dataclass
class Board:
    """``people``: whom one can send, who is ``absent``, and who has a seat without being a member any more.
    ``elsewhere``: when they are with somebody who is not of this day's seats. ``known``: elder → who has been there;
    ``pairs``: elder → who looks after them for good.
    """

    organisation_id: UUID
    day: date
    plan: DayPlan | None
    seats: dict[UUID, Seat]
    people: dict[UUID, Person]
    members: frozenset[UUID]
    candidates: dict[UUID, Candidate]
    absent: frozenset[UUID] = frozenset()
    known: dict[UUID, dict[UUID, datetime]] = field(default_factory=dict)
    pairs: dict[UUID, set[UUID]] = field(default_factory=dict)
    elsewhere: dict[UUID, list[Span]] = field(default_factory=dict)
    _of: defaultdict[UUID, dict[UUID, Seat]] = field(default_factory=lambda: defaultdict(dict))
    _bare: dict[UUID, Candidate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """What the day's own seats make somebody busy with is the draft's to say; the rest stays as it is."""
        own: defaultdict[UUID, set[UUID]] = defaultdict(set)
        spans: defaultdict[UUID, set[Span]] = defaultdict(set)
        for seat in self.seats.values():
            if seat.row.person_id is not None:
                own[seat.row.person_id].add(seat.order.id)
                spans[seat.row.person_id].add(seat.span)
            if seat.person_id is not None:
                self._of[seat.person_id][seat.id] = seat
        for key, one in self.candidates.items():
            self.elsewhere[key] = [span for span in one.busy if span not in spans[key]]
            self._bare[key] = replace(one, busy=tuple(self.elsewhere[key]), orders=one.orders - own[key])

    def of(self, person_id: UUID) -> list[Seat]:
        """Whose day: their seats, the earliest first."""
        return sorted(self._of[person_id].values(), key=lambda seat: (seat.order.starts_at, str(seat.id)))

    def unplaced(self) -> list[Seat]:
        """Seats that go to nobody, the earliest first."""
        found = [seat for seat in self.seats.values() if seat.person_id is None and seat.movable]
        return sorted(found, key=lambda seat: (seat.order.starts_at, str(seat.id)))

    def changed(self) -> list[Seat]:
        """What publishing would change, the earliest first."""
        found = [seat for seat in self.seats.values() if seat.changed]
        return sorted(found, key=lambda seat: (seat.order.starts_at, str(seat.id)))

    def told(self) -> set[UUID]:
        """Whom publishing would tell: who is to go, and who was."""
        return {key for seat in self.changed() for key in (seat.person_id, seat.row.person_id) if key is not None}

    def candidate(self, person_id: UUID, *, without: Iterable[UUID] = ()) -> Candidate:
        """The person as matching sees them under the draft, seats of ``without`` aside."""
        bare, aside = self._bare[person_id], set(without)
        seats = [seat for seat in self._of[person_id].values() if seat.id not in aside]
        if not seats:
            return bare
        busy = tuple(seat.span for seat in seats if seat.row.status in AT_WORK)
        return replace(bare, busy=(*bare.busy, *busy), orders=bare.orders | {seat.order.id for seat in seats})

    def reasons(self, seat: Seat, person_id: UUID) -> list[Reason]:
        """Why the person may not have the seat under the draft; empty when they may, or have it already."""
        if person_id == seat.person_id:
            return []
        task = replace(seat.task, adults=self._adults(seat))
        return reasons_against(self.candidate(person_id, without=[seat.id]), task, for_organisation=True)

    def _adults(self, seat: Seat) -> frozenset[UUID]:
        """Grown-ups who go to the same order: others' by their seats, our own as the draft has them."""
        own = {row.id for row in seat.order.assignments.all() if row.id in self.seats}
        sent = {self.seats[key].person_id for key in own if key != seat.id}
        day = seat.task.served_on
        ours = {
            key
            for key in sent
            if key is not None and not under_age(years_on(self.candidates[key].birth_on, day), ADULT)
        }
        return frozenset(ours) | {key for key in adults_of(seat.order) if not self._ours(seat.order, key)}

    def _ours(self, order: Order, person_id: UUID) -> bool:
        return any(row.person_id == person_id and row.id in self.seats for row in order.assignments.all())

    def send(self, seat: Seat, person_id: UUID | None) -> None:
        """Give the seat to somebody, or to nobody, in memory."""
        if seat.person_id is not None:
            self._of[seat.person_id].pop(seat.id, None)
        seat.person_id = person_id
        if person_id is not None:
            self._of[person_id][seat.id] = seat
