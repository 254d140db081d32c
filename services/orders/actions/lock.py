"""Fetch and lock, in the one order that cannot deadlock: the person, then the order, then the seat."""

from uuid import UUID

from accounts.refusals import NotFound
from services.orders.models import Assignment, Order


def lock_assignment(assignment_id: UUID) -> tuple[Assignment, Order]:
    """Lock the order of a seat, then the seat; raise NotFound when there is none. Inside a transaction only."""
    found = Assignment.objects.filter(id=assignment_id).values_list("order_id", flat=True).first()
    if found is None:
        raise NotFound
    order = lock_order(found)
    assignment = Assignment.objects.select_for_update(no_key=True, of=("self",)).get(id=assignment_id)
    assignment.order = order
    return assignment, order


def lock_order(order_id: UUID) -> Order:
    """Lock an order with its elder, whatever its state; raise NotFound when there is none."""
    order = (
        Order.objects.select_for_update(no_key=True, of=("self",))
        .select_related("elder__person__home", "category")
        .filter(id=order_id)
        .first()
    )
    if order is None:
        raise NotFound
    return order
