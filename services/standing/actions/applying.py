"""Calling off the orders that a change leaves without a day. For the actions, which have locked the standing order."""

from datetime import datetime
from typing import Any

from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.lock import lock_order
from services.orders.enums import SEATED
from services.orders.lifecycle import StateChanged
from services.orders.models import Assignment
from services.standing.enums import OccurrenceState
from services.standing.models import Occurrence
from services.standing.queries.effects import Effects


def call_off(found: Effects, *, by: Any, at: datetime, reason: str) -> Effects:
    """Cancel what is to be dropped or replaced; what somebody claimed in this very moment is kept instead."""
    for rows in (found.dropped, found.replaced):
        for row in list(rows):
            if not _called_off(row, by=by, at=at, reason=reason):
                rows.remove(row)
                found.kept.append(row)
    return found


def _called_off(row: Occurrence, *, by: Any, at: datetime, reason: str) -> bool:
    assert row.order_id is not None
    order = lock_order(row.order_id)
    if Assignment.objects.filter(order=order, status__in=SEATED).exists():
        return False
    try:
        cancel_order(by=by, at=at, order_id=order.id, reason=reason)
    except StateChanged:
        return False
    row.state, row.order, row.settled_at = OccurrenceState.DROPPED, None, at
    row.save(update_fields=["state", "order", "settled_at"])
    return True
