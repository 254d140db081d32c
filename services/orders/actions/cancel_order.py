"""Call an order off; what was held goes back at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.actions.releasing import give_back
from services.orders.actions.seating import end_seats
from services.orders.lifecycle import advance_order
from services.orders.models import Order


def cancel_order(*, by: Any, at: datetime, order_id: UUID, reason: str = "") -> Order:
    """Cancel an order nobody has started; whoever claimed it is told. Raises NotFound, StateChanged."""
    with transaction.atomic():
        order = lock_order(order_id)
        elder_for(by, order.elder_id, power=Power.ORDER, on=timezone.localdate(at))
        advance_order(order, "cancel", closed_at=at, comment=reason.strip()[:300])
        end_seats(order, at=at, by=by)
        give_back(order, at=at)
        emit_order(order, "cancelled", at=at, by=by, words=reason.strip()[:300])
    return order
