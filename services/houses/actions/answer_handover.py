"""The other organisation takes the work over, or does not."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.keeping import demand_standing, said
from accounts.people.models import Person
from accounts.refusals import NotFound
from services.houses.actions.telling import tell_elder, tell_house
from services.houses.lifecycle import advance_handover
from services.houses.models import Handover, HandoverSeat
from services.orders.actions.lock import lock_assignment
from services.orders.enums import AssignmentStatus


def lock_handover(handover_id: UUID) -> Handover:
    """The row with both organisations, locked. Raises NotFound."""
    rows = Handover.objects.select_for_update(of=("self",), no_key=True).select_related("giver", "taker")
    found = rows.filter(id=handover_id).first()
    if found is None:
        raise NotFound
    return found


def answer_handover(*, by: Any, at: datetime, handover_id: UUID, accept: bool, reason: str = "") -> Handover:
    """Take the offered seats over, or leave them where they are; refusing says why.

    Over go those that have not begun, are still the giver's, and to which the elder's side has not objected; from then
    on the contract and prices of the taker hold, and it names who goes. Raises NotAllowed, NotFound, StateChanged,
    NotStanding, ReasonMissing.
    """
    demand(by, Permission.ORGANISATION_RUN)
    taker_id = Handover.objects.filter(id=handover_id).values_list("taker_id", flat=True).first()
    if taker_id is None:
        raise NotFound
    demand(by, Permission.ORGANISATION_RUN, organisation_id=taker_id)
    with transaction.atomic():
        if accept:
            _lock_people(handover_id)
        orders = _locked_seats(handover_id) if accept else []
        handover = lock_handover(handover_id)
        if not accept:
            advance_handover(handover, "refuse", answer=said(reason), decided_by=by, decided_at=at)
            number = handover.seats.count()
            tell_house(handover, handover.giver, "refused", at=at, by=by, seats=number)
            return handover
        demand_standing(handover.taker)
        answer = reason.replace("\x00", "").strip()[:200]
        advance_handover(handover, "accept", answer=answer, decided_by=by, decided_at=at)
        moved = [one for one in orders if _moved(handover, one, at=at, by=by)]
        tell_house(handover, handover.giver, "accepted", at=at, by=by, seats=len(moved))
    return handover


def _lock_people(handover_id: UUID) -> None:
    """Those who are named, before the orders and by key, as everywhere."""
    people = HandoverSeat.objects.filter(handover=handover_id, assignment__person__isnull=False)
    keys = list(people.values_list("assignment__person", flat=True))
    list(Person.objects.select_for_update(no_key=True).filter(id__in=keys).order_by("id"))


def _locked_seats(handover_id: UUID) -> list[HandoverSeat]:
    """The seats with their orders locked, in the order of the keys of the orders."""
    rows = HandoverSeat.objects.filter(handover=handover_id).order_by("assignment__order_id", "id")
    found = list(rows)
    for row in found:
        row.assignment, _order = lock_assignment(row.assignment_id)
    return found


def _moved(handover: Handover, row: HandoverSeat, *, at: datetime, by: Any) -> bool:
    """Let one seat go over, if it still can."""
    seat = row.assignment
    row.refresh_from_db(fields=["objected_at"])
    stays = seat.status != AssignmentStatus.CLAIMED or seat.organisation_id != handover.giver_id
    if stays or row.objected_at is not None or seat.order.starts_at <= at:
        return False
    before = str(seat.person_id or "")
    seat.organisation, seat.person = handover.taker, None
    seat.save(update_fields=["organisation", "person"])
    row.moved_at = at
    row.save(update_fields=["moved_at"])
    tell_elder(handover, seat, "handed_over", at=at, by=by, before=before)
    return True
