"""The board of a day, fetched: as many questions for sixty people and five hundred seats as for one."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from accounts.elders.models import VisitContact
from accounts.organisations.queries import current_members
from accounts.people.models import Person
from services.dispatch.board import Board, Seat
from services.dispatch.enums import Since
from services.dispatch.models import DayPlan, Proposal, PublishedSeat
from services.orders.enums import SEATED
from services.orders.models import Assignment
from services.orders.queries.candidates import candidates_for, matching_rules, task_of
from services.orders.queries.figures import organisation_orders
from services.orders.queries.organisation_side import faces_known


def midnight(day: date) -> datetime:
    """The moment a day begins in China."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here


def plan_of(organisation_id: UUID, day: date) -> DayPlan | None:
    """The plan of a day; None while nobody has planned it."""
    return DayPlan.objects.filter(organisation=organisation_id, day=day).first()


def board_of(organisation_id: UUID, day: date, *, at: datetime) -> Board:
    """Everything about an organisation's day as its draft stands. A dozen queries, whatever the size."""
    orders = list(organisation_orders(organisation_id, midnight(day), midnight(day + timedelta(days=1))))
    books = matching_rules(orders)
    plan = plan_of(organisation_id, day)
    placements = {one.seat_id: one for one in plan.placements.select_related("person")} if plan is not None else {}
    seats: dict[UUID, Seat] = {}
    for order in orders:
        task = task_of(order, books)
        for row in order.assignments.all():
            if row.organisation_id == organisation_id and row.status in SEATED:
                seat = Seat(row, order, task, placements.get(row.id), row.person_id)
                if seat.placement is not None and seat.movable:
                    seat.person_id = seat.placement.person_id
                seats[row.id] = seat
    members = list(current_members(organisation_id, on=timezone.localdate(at)))
    people = {member.person_id: member.person for member in members}
    found = {key for seat in seats.values() for key in (seat.person_id, seat.row.person_id) if key is not None}
    strangers = found - set(people)
    if strangers:  # left the organisation, and still have a seat
        people |= Person.objects.select_related("home", "volunteer").in_bulk(list(strangers))
    elders = {seat.order.elder_id for seat in seats.values()}
    candidates = candidates_for(list(people), at=at, organisation_id=organisation_id)
    absent = {key for key, one in candidates.items() if one.rota is not None and one.rota.is_away(day)}
    return Board(
        organisation_id=organisation_id,
        day=day,
        plan=plan,
        seats=seats,
        people=people,
        members=frozenset(member.person_id for member in members) - absent,
        absent=frozenset(absent),
        candidates=candidates,
        known=faces_known(elders, people),
        pairs=_pairs(elders, people),
    )


def _pairs(elder_ids: Iterable[UUID], person_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """Elder → those of these persons who keep in touch with them for good. One query."""
    rows = VisitContact.objects.filter(elder__in=list(elder_ids), person__in=list(person_ids), until=None)
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for elder_id, person_id in rows.values_list("elder_id", "person_id"):
        if person_id is not None:
            found[elder_id].add(person_id)
    return dict(found)


def since_published(board: Board) -> dict[UUID, Since]:
    """Seat → what is otherwise than it was told; seats that are gone too. Empty before the first time. One query."""
    if board.plan is None or board.plan.published_at is None:
        return {}
    told = dict(PublishedSeat.objects.filter(plan=board.plan).values_list("seat_id", "person_id"))
    found: dict[UUID, Since] = {key: Since.GONE for key in told if key not in board.seats}
    for key, seat in board.seats.items():
        if key not in told:
            found[key] = Since.NEW
        elif seat.row.person_id != told[key]:
            found[key] = Since.OTHER
    return found


def gone_since(board: Board) -> list[Assignment]:
    """The seats that were published and are no longer the organisation's, the earliest first."""
    gone = [key for key, since in since_published(board).items() if since == Since.GONE]
    return list(
        Assignment.objects.filter(id__in=gone)
        .select_related("order__elder__person__home", "order__category", "person")
        .prefetch_related("order__lines__version")
        .order_by("order__starts_at")
    )


def newest_proposal(plan: DayPlan | None) -> Proposal | None:
    """What the computer was asked last for this day."""
    return plan.proposals.order_by("-asked_at", "-id").first() if plan is not None else None


def undoable(plan: DayPlan | None) -> bool:
    """True when there is something to undo."""
    return plan is not None and plan.changes.filter(undone_at=None, told=False).exists()
