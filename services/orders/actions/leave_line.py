"""Wait no longer."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import NotFound
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.enums import LineStatus
from services.orders.lifecycle import advance_line
from services.orders.models import LinePlace


def leave_line(*, by: Any, at: datetime, order_id: UUID) -> LinePlace:
    """Leave the line of an order; those behind move up. Raises NotFound for whoever does not wait, StateChanged."""
    with transaction.atomic():
        order = lock_order(order_id)
        mine = LinePlace.objects.filter(order=order, person=by.person_id, status__in=[LineStatus.WAITING])
        place = mine.first() if by.person_id is not None else None
        if place is None:
            raise NotFound
        advance_line(place, "leave", ended_at=at)
        emit_order(order, "unlined", at=at, by=by, place=str(place.id))
    return place
