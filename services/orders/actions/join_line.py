"""Wait for a seat of an order that is full."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.people.models import Person
from accounts.refusals import NotFound, Refusal
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.actions.seating import NotEligible, OrderNotOpen
from services.orders.enums import OrderStatus
from services.orders.matching import reasons_against
from services.orders.models import LinePlace
from services.orders.queries.candidates import candidate_for, task_of


class PlaceFree(Refusal):
    code = "place_free"
    sentence = _("There is a place free: take it now.")


class InLineAlready(Refusal):
    code = "in_line_already"
    sentence = _("You stand in this line already.")


def join_line(*, by: Any, at: datetime, order_id: UUID) -> LinePlace:
    """Stand in line, behind those who came before. Whoever could not take the task cannot wait for it either.

    Raises NotFound, NotAllowed, PlaceFree, OrderNotOpen once it has begun or ended, NotEligible, InLineAlready.
    """
    demand(by, Permission.ORDER_CLAIM)
    if by.person_id is None:
        raise NotFound
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(id=by.person_id)
        order = lock_order(order_id)
        if order.status == OrderStatus.OPEN:
            raise PlaceFree
        if order.status != OrderStatus.CLAIMED or order.starts_at <= at:
            raise OrderNotOpen
        against = reasons_against(candidate_for(by.person_id, at=at), task_of(order))
        if against:
            raise NotEligible(against[0])
        try:
            with transaction.atomic():
                place = LinePlace.objects.create(order=order, person_id=by.person_id, joined_at=at)
        except IntegrityError as error:
            raise InLineAlready from error
        emit_order(order, "lined", at=at, by=by, place=str(place.id))
    return place
