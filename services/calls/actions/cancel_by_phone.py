"""Call an order off while the line is open."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import NotFound
from services.calls.actions.lock import lock_call
from services.calls.enums import Outcome
from services.orders.actions.cancel_order import cancel_order
from services.orders.models import Order


def cancel_by_phone(*, by: Any, at: datetime, call_id: UUID, order_id: UUID, reason: str = "") -> Order:
    """Cancel an order of the elder the call is about. Raises NotFound, CallOver, StateChanged."""
    with transaction.atomic():
        call = lock_call(by, call_id)
        if call.elder_id is None or not Order.objects.filter(id=order_id, elder=call.elder_id).exists():
            raise NotFound
        order = cancel_order(by=by, at=at, order_id=order_id, reason=reason)
        call.order, call.outcome = order, Outcome.CANCELLED
        call.save(update_fields=["order", "outcome"])
    return order
