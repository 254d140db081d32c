"""Fetching orders the one way: with what a page needs, and only for who may see them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import managed_organisations, may, territories
from accounts.elders.enums import Power
from accounts.elders.queries import elders_of
from accounts.refusals import NotFound
from services.orders.enums import PROMISED, SEATED, OrderStatus
from services.orders.models import Assignment, Order, OrderLine


def with_everything(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Add elder, lines and seats, in a fixed number of queries."""
    return orders.select_related("elder__person__home", "category").prefetch_related(
        Prefetch("lines", OrderLine.objects.select_related("version__item")),
        Prefetch(
            "assignments",
            Assignment.objects.select_related("person", "organisation", "order").order_by("claimed_at"),
        ),
    )


def for_matching(orders: QuerySet[Order]) -> QuerySet[Order]:
    """Only what ``candidates.task_of`` and ``fitting.scores`` ask, where many are looked at and few are shown."""
    return orders.select_related("elder__person").only(
        *("category", "village_code", "latitude", "longitude", "starts_at", "ends_at", "created_at"),
        *("gender_wanted", "credential_wanted", "volunteers_may"),
        *("elder__person__gender", "elder__person__dialect"),
    )


def orders_of_elders(elder_ids: list[UUID]) -> QuerySet[Order]:
    """Orders of these elders, latest start first."""
    return with_everything(Order.objects.filter(elder__in=elder_ids)).order_by("-starts_at")


def visible_orders(user: Any) -> QuerySet[Order]:
    """Orders the user may open in full: as proxy, as who serves, as the organisation, or as the territory."""
    seats = Q(assignments__person=user.person_id) if user.person_id else Q(pk__in=[])
    organisations = managed_organisations(user)
    seats |= Q(assignments__organisation__in=organisations)
    reach = Q(elder__in=elders_of(user, power=Power.VIEW).values("id"))
    for code in territories(user, Permission.TERRITORY_VIEW):
        reach |= Q(village_code__startswith=code)
    taken = Order.objects.filter(seats, assignments__status__in=PROMISED).values("id")
    return with_everything(Order.objects.filter(reach | Q(id__in=taken)))


def order_for(user: Any, order_id: UUID) -> Order:
    """Fetch an order the user may open in full, else raise NotFound."""
    order = visible_orders(user).filter(id=order_id).first()
    if order is None:
        raise NotFound
    return order


def board_order_for(user: Any, order_id: UUID) -> Order:
    """Fetch an order as the board shows it: open ones for everybody on the board, others as ``order_for``."""
    order = with_everything(Order.objects.filter(id=order_id)).first()
    if order is not None and order.status == OrderStatus.OPEN and may(user, Permission.ORDER_CLAIM):
        return order
    return order_for(user, order_id)


def public_order(order_id: UUID) -> Order:
    """Fetch any order, only to find others like it or to show its public facts; raise NotFound when there is none."""
    order = with_everything(Order.objects.filter(id=order_id)).first()
    if order is None:
        raise NotFound
    return order


def seated(order: Order) -> list[Assignment]:
    """The order's filled seats; needs ``assignments`` prefetched."""
    return [assignment for assignment in order.assignments.all() if assignment.status in SEATED]


def seats_left(order: Order) -> int:
    return order.seats - len(seated(order))


def my_seat(order: Order, user: Any) -> Assignment | None:
    """The seat the user has promised to fill, and no mere offer."""
    promised = (seat for seat in seated(order) if seat.status in PROMISED)
    return next((a for a in promised if a.person_id and a.person_id == user.person_id), None)


def has_part_in(user: Any, order: Order) -> bool:
    """True when the user serves or served in the order, or manages an organisation that does."""
    own = Q(person=user.person_id, checked_in_at__isnull=False) if user.person_id else Q(pk__in=[])
    sent = Q(organisation__in=managed_organisations(user), status__in=SEATED)
    return Assignment.objects.filter(own | sent, order=order.id).exists()


def acts_for_elder(user: Any, order: Order, power: Power) -> bool:
    """True when the user may use the power for this order's elder today, by mandate or where the elder lives."""
    on = timezone.localdate()
    return elders_of(user, power=power, on=on).filter(id=order.elder_id).exists() or lives_near(user, order)


def lives_near(user: Any, order: Order) -> bool:
    """True when the elder lives in the user's territory today.

    An order stays with the village it was served in; the door of an elder who has moved is the new village's alone.
    """
    return bool(near(user, [order]))


def near(user: Any, orders: Iterable[Order]) -> set[UUID]:
    """Ids of those orders whose elders live in the user's territory today. One query; needs ``elder__person``."""
    codes = tuple(territories(user, Permission.ORDER_FOR_ANYONE))
    return {order.id for order in orders if order.elder.person.home_id.startswith(codes)}
