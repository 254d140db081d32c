"""Take a seat of an open order: 200 may tap at once, one of them gets it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.people.models import Person
from accounts.refusals import NotFound
from services.orders.actions.seating import NotEligible, OrderNotOpen, lock_open_order, seat
from services.orders.enums import OrderStatus
from services.orders.matching import reasons_against
from services.orders.models import Assignment, Order
from services.orders.queries.candidates import candidate_for, task_of


def claim_order(*, by: Any, at: datetime, order_id: UUID) -> Assignment:
    """Take a free seat of an open order for oneself.

    Raises OrderNotOpen when it is gone, NotEligible with the reason, NotFound, NotAllowed. Locks the person, then the
    order (DESIGN §6); the seat and the overlap are decided by constraints of the database.
    """
    demand(by, Permission.ORDER_CLAIM)
    if by.person_id is None:
        raise NotFound
    # Most of a crowd leaves here, before waiting for any lock.
    if not Order.objects.filter(id=order_id, status=OrderStatus.OPEN).exists():
        raise OrderNotOpen if Order.objects.filter(id=order_id).exists() else NotFound
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).values_list("id").get(id=by.person_id)
        order = lock_open_order(order_id, at=at)
        against = reasons_against(candidate_for(by.person_id, at=at), task_of(order))
        if against:
            raise NotEligible(against[0])
        return seat(order, by=by, at=at, person_id=by.person_id)
