"""Ask one fitting person whether they would come; their seat is kept until they answer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import managed_organisations, may
from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.organisations.queries import is_member
from accounts.people.models import Person
from accounts.refusals import NotFound
from services.orders.actions.offering import offer_free_seat
from services.orders.actions.seating import NotEligible, lock_open_order
from services.orders.enums import AskedBy
from services.orders.matching import reasons_against
from services.orders.models import Assignment, Order
from services.orders.queries.candidates import candidate_for, task_of
from services.orders.queries.fitting import familiar_faces, fitting


def offer_seat(*, by: Any, at: datetime, order_id: UUID, person_id: UUID) -> Assignment:
    """Keep a free seat of an open order for somebody, for as long as the place's rule says.

    The elder's side may ask whom the elder knows; the village whoever fits there; an organisation its own members.
    Raises NotFound for anybody and anyone else, OrderNotOpen, NotEligible, TooLateToAsk, NobodyToAnswer. Locks the
    person, then the order.
    """
    with transaction.atomic():
        asked_by = _on_whose_behalf(by, order_id, person_id, at)
        if not Person.objects.select_for_update(no_key=True).filter(id=person_id).exists():
            raise NotFound
        order = lock_open_order(order_id, at=at)
        against = reasons_against(candidate_for(person_id, at=at), task_of(order))
        if against:
            raise NotEligible(against[0])
        return offer_free_seat(order, person_id=person_id, asked_by=asked_by, by=by, at=at)


def _on_whose_behalf(by: Any, order_id: UUID, person_id: UUID, at: datetime) -> AskedBy:
    order = Order.objects.select_related("elder__person__home").filter(id=order_id).first()
    if order is None:
        raise NotFound
    if may(by, Permission.ORDER_FOR_ANYONE, region_code=order.village_code):
        if fitting(order, at=at, limit=1, among=[person_id]):
            return AskedBy.STAFF
        raise NotFound
    today = timezone.localdate(at)
    if any(is_member(one, person_id, on=today) for one in managed_organisations(by)):
        return AskedBy.ORGANISATION
    elder_for(by, order.elder_id, power=Power.ORDER, on=today)
    if person_id not in familiar_faces(order.elder_id):
        raise NotFound
    return AskedBy.SIDE
