"""A person's own seats: running, waiting, done, and how each came to its minutes."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from services.orders.enums import AssignmentStatus
from services.orders.models import Assignment
from services.orders.queries.figures import my_assignments

LIVE = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN, AssignmentStatus.CHECKED_OUT)
OVER = (
    AssignmentStatus.CONFIRMED,
    AssignmentStatus.WITHDRAWN,
    AssignmentStatus.NO_SHOW,
    AssignmentStatus.DECLINED,
)


def live_seats(person_id: UUID) -> QuerySet[Assignment]:
    """Claimed, running and unconfirmed seats, earliest start first."""
    return my_assignments(person_id).filter(status__in=LIVE)


def past_seats(person_id: UUID) -> QuerySet[Assignment]:
    """Booked, withdrawn and missed seats, latest start first."""
    return my_assignments(person_id).filter(status__in=OVER).order_by("-order__starts_at", "-id")


def latest_seat(person_id: UUID, order_id: UUID) -> Assignment | None:
    """The seat this person has, or last had, in the order."""
    return my_assignments(person_id).filter(order=order_id).order_by("-claimed_at").first()


def seats_with_proof(seat_ids: Iterable[UUID]) -> dict[UUID, Assignment]:
    """Seats by id with their proofs, the elder and who confirmed. Two queries."""
    seats = Assignment.objects.filter(id__in=list(seat_ids)).select_related(
        "order__elder__person__home", "order__confirmed_by__person", "person"
    )
    return {seat.id: seat for seat in seats.prefetch_related("evidence")}
