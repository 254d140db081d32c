"""Make the draft of a day true, and tell everybody whom it concerns."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.people.models import Person
from accounts.refusals import NotFound, Refusal
from services.dispatch.actions.drafting import lock_plan
from services.dispatch.board import Seat
from services.dispatch.models import Change, DayPlan, Placement, PublishedSeat
from services.dispatch.queries.day import board_of
from services.orders.actions.assign_member import assign_member
from services.orders.actions.lock import lock_assignment, lock_order
from services.orders.actions.relieve_member import relieve_member


class NamedMeanwhile(Refusal):
    """Who is named on the seat is not who was named when the draft was written."""

    code = "named_meanwhile"
    sentence = _("Somebody else was named for this one meanwhile. Decide once more who goes.")


@dataclass
class Publication:
    """``done``: seats that go to somebody else now; ``told``: persons who hear of it; ``refused``: seat → why it stays
    in the draft."""

    plan: DayPlan
    done: list[UUID] = field(default_factory=list)
    told: set[UUID] = field(default_factory=set)
    refused: dict[UUID, Refusal] = field(default_factory=dict)


def publish_plan(*, by: Any, at: datetime, organisation_id: UUID, day: date) -> Publication:
    """Name on every changed seat whom the draft sends, one seat after the other, by ``assign_member``.

    A seat that changed meanwhile, or whose person may no longer, stays in the draft with the refusal; the others go
    through. People who swap with each other are named together. From then on what is otherwise is flagged, and what
    was done before cannot be undone. Raises NotAllowed.
    """
    demand(by, Permission.ORDER_DISPATCH, organisation_id=organisation_id)
    board = board_of(organisation_id, day, at=at)
    with transaction.atomic():
        made = Publication(lock_plan(organisation_id, day))
    waiting = board.changed()
    while waiting:
        left = [seat for seat in waiting if not _named(made, seat, by=by, at=at)]
        if len(left) == len(waiting):  # nobody can go first: they wait for each other, or may not at all
            _swapped(made, left, by=by, at=at)
            break
        waiting = left
    with transaction.atomic():
        plan = lock_plan(organisation_id, day)
        _remember(plan, organisation_id, day, by=by, at=at)
        emit(
            "services.dispatch.published",
            at=at,
            by=by,
            subject_kind="day_plan",
            subject_id=plan.id,
            detail={"day": day.isoformat(), "seats": len(made.done), "refused": len(made.refused)},
            deliver=False,  # whoever is sent hears of each order by its own event
        )
    made.plan = plan
    return made


def _named(made: Publication, seat: Seat, *, by: Any, at: datetime) -> bool:
    """True when the seat is as the draft wants it. Its refusal is kept; a later round may overcome it."""
    try:
        with transaction.atomic():
            plan = DayPlan.objects.select_for_update(no_key=True).get(id=made.plan.id)
            row = Placement.objects.filter(plan=plan, seat=seat.id).first()
            if row is None or row.person_id != seat.person_id:
                return True  # moved on in the draft by somebody else: theirs to publish
            _lock_people([seat])
            assignment, _order_too = lock_assignment(seat.id)
            if assignment.person_id != row.instead_of_id:
                raise NamedMeanwhile
            _write(seat, by=by, at=at)
            _settle(row)
    except Refusal as refusal:
        made.refused[seat.id] = refusal
        return False
    made.refused.pop(seat.id, None)
    made.done.append(seat.id)
    made.told |= _concerned(seat)
    return True


def _concerned(seat: Seat) -> set[UUID]:
    return {key for key in (seat.person_id, seat.row.person_id) if key is not None}


def _lock_people(seats: list[Seat]) -> None:
    """People before orders, by key: whoever else locks several of them does it in the same order."""
    people = {key for seat in seats for key in _concerned(seat)}
    list(Person.objects.select_for_update(no_key=True).filter(id__in=people).order_by("id"))


def _write(seat: Seat, *, by: Any, at: datetime) -> None:
    if seat.person_id is None:
        relieve_member(by=by, at=at, assignment_id=seat.id)
    else:
        assign_member(by=by, at=at, assignment_id=seat.id, person_id=seat.person_id)


def _settle(row: Placement) -> None:
    """What is true needs no draft; a pin stays."""
    if row.pinned and row.person_id is not None:
        row.by_hand, row.instead_of_id = True, row.person_id
        row.save(update_fields=["by_hand", "instead_of"])
    else:
        row.delete()


def _swapped(made: Publication, seats: list[Seat], *, by: Any, at: datetime) -> None:
    """Those who wait for each other: names off, then names on, all or none of them."""
    able = [
        seat
        for seat in seats
        if seat.person_id is not None
        and seat.row.person_id is not None
        and not isinstance(made.refused.get(seat.id), NamedMeanwhile)
    ]
    if len(able) < 2:
        return
    try:
        with transaction.atomic():
            DayPlan.objects.select_for_update(no_key=True).get(id=made.plan.id)
            _lock_people(able)
            for key in sorted({seat.order.id for seat in able}):
                lock_order(key)
            rows = {row.seat_id: row for row in Placement.objects.filter(plan=made.plan, seat__in=[s.id for s in able])}
            if any(seat.id not in rows or rows[seat.id].person_id != seat.person_id for seat in able):
                raise NotFound
            for seat in able:
                relieve_member(by=by, at=at, assignment_id=seat.id)
            for seat in able:
                _write(seat, by=by, at=at)
                _settle(rows[seat.id])
    except Refusal:
        return  # each keeps the refusal it has
    for seat in able:
        made.refused.pop(seat.id, None)
        made.done.append(seat.id)
        made.told |= _concerned(seat)


def _remember(plan: DayPlan, organisation_id: UUID, day: date, *, by: Any, at: datetime) -> None:
    """Who goes where as it was told; what was done before is closed to undoing."""
    seats = board_of(organisation_id, day, at=at).seats.values()
    PublishedSeat.objects.filter(plan=plan).delete()
    PublishedSeat.objects.bulk_create(
        PublishedSeat(plan=plan, seat_id=seat.id, person_id=seat.row.person_id) for seat in seats
    )
    Change.objects.filter(plan=plan, told=False).update(told=True)
    plan.published_at, plan.published_by = at, by
    plan.save(update_fields=["published_at", "published_by"])
