"""Say yes to a seat that was kept for oneself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from accounts.refusals import NotFound, Refusal
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.actions.offering import still_against
from services.orders.actions.seating import NotEligible, overlap_of
from services.orders.enums import SEATED, AssignmentStatus, LineStatus
from services.orders.lifecycle import StateChanged, advance_assignment, advance_line
from services.orders.models import Assignment, LinePlace


class OfferOver(Refusal):
    code = "offer_over"
    sentence = _("The time to answer is over, somebody else was asked.")


def accept_offer(*, by: Any, at: datetime, assignment_id: UUID) -> Assignment:
    """Take the seat one was asked to take. Locks the person, then the order, then the seat.

    Raises NotFound for anybody else, OfferOver, NotEligible (papers or hours have changed meanwhile), StateChanged.
    """
    with transaction.atomic():
        if by.person_id is None or not Assignment.objects.filter(id=assignment_id, person=by.person_id).exists():
            raise NotFound
        Person.objects.select_for_update(no_key=True).get(id=by.person_id)
        assignment, order = lock_assignment(assignment_id)
        if assignment.status != AssignmentStatus.OFFERED:
            raise StateChanged(status=assignment.get_status_display())
        if assignment.offered_until is None or assignment.offered_until <= at:
            raise OfferOver
        against = still_against(order, by.person_id, at=at)
        if against:
            raise NotEligible(against[0])
        try:
            with transaction.atomic():
                advance_assignment(assignment, "accept", claimed_by=by, claimed_at=at)
        except IntegrityError as error:
            raise overlap_of(error) from error
        for place in LinePlace.objects.filter(order=order, person=by.person_id, status=LineStatus.OFFERED):
            advance_line(place, "take", ended_at=at)
        filled = Assignment.objects.filter(order=order, status__in=SEATED).count()
        emit_order(
            order, "claimed", at=at, by=by, assignment=str(assignment.id), seats_left=max(0, order.seats - filled)
        )
    return assignment
