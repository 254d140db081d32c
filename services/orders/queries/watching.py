"""What a village watches so that somebody comes: places that came free, who is asked, what was closed by itself."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from services.orders.enums import AssignmentStatus, LineStatus, OrderStatus
from services.orders.models import Assignment, NoShow, Order
from services.orders.queries.figures import within
from services.orders.queries.rows import with_everything

GONE = (AssignmentStatus.WITHDRAWN, AssignmentStatus.NO_SHOW)


def places_to_fill(codes: list[str], *, at: datetime, hours: int) -> QuerySet[Order]:
    """Open orders from which somebody dropped out and that begin within so many hours, the soonest first."""
    gone = Assignment.objects.filter(order=OuterRef("pk"), status__in=GONE)
    orders = Order.objects.filter(
        within(codes), Exists(gone), status=OrderStatus.OPEN, ends_at__gt=at, starts_at__lt=at + timedelta(hours=hours)
    )
    return with_everything(orders).order_by("starts_at", "id")


def being_asked(codes: list[str]) -> QuerySet[Assignment]:
    """Places that are kept for somebody, the one whose time is over first on top."""
    return (
        Assignment.objects.filter(within(codes, "order__village_code"), status=AssignmentStatus.OFFERED)
        .select_related("person", "order__elder__person__home", "order__category")
        .prefetch_related("order__lines__version")
        .annotate(line=Count("order__line", filter=Q(order__line__status=LineStatus.WAITING)))
        .order_by("offered_until")
    )


def closed_by_itself(codes: list[str], *, organisation_ids: list[UUID] | None = None) -> QuerySet[Assignment]:
    """Seats whose check-out was forgotten and that nothing is booked for yet, the oldest first."""
    seats = Assignment.objects.filter(left_by_house=True, status=AssignmentStatus.CHECKED_OUT)
    if organisation_ids is not None:
        seats = seats.filter(organisation__in=organisation_ids)
    else:
        seats = seats.filter(within(codes, "order__village_code"))
    return (
        seats.select_related("person", "organisation", "order__elder__person__home", "order__category")
        .prefetch_related(Prefetch("order__lines__version"))
        .order_by("checked_out_at")
    )


def answered_no_shows(codes: list[str]) -> QuerySet[NoShow]:
    """“Did not come” to which the volunteer has answered, and that nobody has struck; the oldest first."""
    return (
        NoShow.objects.filter(
            within(codes, "assignment__order__village_code"), answered_at__isnull=False, struck_at=None
        )
        .select_related("assignment__person", "assignment__order__elder__person__home", "said_by__person")
        .prefetch_related("assignment__order__lines__version")
        .order_by("answered_at")
    )
