"""What somebody was asked, what they wait for, and how long the line is."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from services.orders.enums import AssignmentStatus, LineStatus, OrderStatus
from services.orders.matching import Candidate, reasons_against
from services.orders.models import Assignment, LinePlace, Order, StandInCall
from services.orders.queries.candidates import task_of
from services.orders.queries.figures import my_assignments
from services.orders.queries.rows import with_everything


def offers_to(person_id: UUID, *, at: datetime) -> QuerySet[Assignment]:
    """Seats kept for this person until they answer, whose time is not over; the earliest start first."""
    return my_assignments(person_id).filter(status=AssignmentStatus.OFFERED, offered_until__gt=at)


def waits_of(person_id: UUID) -> list[tuple[LinePlace, int]]:
    """The lines this person waits in, with how many stand before them; the earliest start first."""
    places = list(
        LinePlace.objects.filter(person=person_id, status=LineStatus.WAITING)
        .select_related("order__elder__person__home", "order__category")
        .prefetch_related("order__lines__version", "order__assignments")
        .order_by("order__starts_at", "id")
    )
    lines: dict[UUID, list[UUID]] = {}
    others = LinePlace.objects.filter(order__in=[place.order_id for place in places], status=LineStatus.WAITING)
    for order_id, key in others.order_by("id").values_list("order_id", "id"):
        lines.setdefault(order_id, []).append(key)
    return [(place, lines[place.order_id].index(place.id)) for place in places]


def place_in_line(person_id: UUID, order_id: UUID) -> tuple[Order, int] | None:
    """The order this person waits for, as the board shows it, and how many stand before them."""
    place = LinePlace.objects.filter(person=person_id, order=order_id, status=LineStatus.WAITING).first()
    if place is None:
        return None
    before = LinePlace.objects.filter(order=order_id, status=LineStatus.WAITING, id__lt=place.id).count()
    return with_everything(Order.objects.filter(id=order_id)).get(), before


def line_of(order_id: UUID) -> list[LinePlace]:
    """Who waits, the first one first."""
    waiting = LinePlace.objects.filter(order=order_id, status=LineStatus.WAITING)
    return list(waiting.select_related("person").order_by("id"))


def may_wait(order: Order, candidate: Candidate, *, at: datetime) -> int | None:
    """How many wait already for a seat of this full order; None when the candidate cannot wait for it."""
    if order.status != OrderStatus.CLAIMED or order.starts_at <= at or reasons_against(candidate, task_of(order)):
        return None
    return LinePlace.objects.filter(order=order.id, status=LineStatus.WAITING).count()


def was_called(person_id: UUID, order_id: UUID) -> bool:
    """True when this person was told that somebody dropped out of this order."""
    return StandInCall.objects.filter(person=person_id, order=order_id).exists()
