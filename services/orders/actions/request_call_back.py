"""Put a served order onto the list of those to ring, without waiting for its time to run out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand, managed_organisations, may
from accounts.refusals import NotFound
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.enums import OrderStatus
from services.orders.lifecycle import StateChanged
from services.orders.models import Order


def request_call_back(*, by: Any, at: datetime, order_id: UUID) -> Order:
    """Ask that somebody rings the elder. For the village and the organisation that served. Twice is once.

    Raises NotFound, NotAllowed, StateChanged when it is not served (any more).
    """
    with transaction.atomic():
        order = lock_order(order_id)
        sent = order.assignments.filter(organisation__in=managed_organisations(by), checked_in_at__isnull=False)
        if not sent.exists():
            if not may(by, Permission.TERRITORY_VIEW, region_code=order.village_code):
                raise NotFound
            demand(by, Permission.ORDER_FOR_ANYONE, region_code=order.village_code)
        if order.status != OrderStatus.SERVED:
            raise StateChanged(status=order.get_status_display())
        if order.call_back_at is None:
            order.call_back_at = at
            order.save(update_fields=["call_back_at"])
            emit_order(order, "call_back", at=at, by=by)
    return order
