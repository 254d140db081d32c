"""Township or county decides a dispute."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from services.orders.actions.confirm_order import OwnWork
from services.orders.actions.crediting import credit_order
from services.orders.actions.dispute_order import ReasonMissing
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.actions.releasing import give_back
from services.orders.lifecycle import advance_order
from services.orders.models import Order
from services.orders.queries.rows import has_part_in


def resolve_dispute(*, by: Any, at: datetime, order_id: UUID, uphold: bool, reason: str) -> Order:
    """Decide a disputed order with a reason: ``uphold`` credits the work, otherwise it is void and nothing moves.

    Raises NotAllowed or NotFound outside the actor's territory, OwnWork, ReasonMissing, StateChanged.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    with transaction.atomic():
        order = lock_order(order_id)
        demand(by, Permission.VOLUNTEER_VERIFY, region_code=order.village_code)
        if has_part_in(by, order):
            raise OwnWork
        advance_order(order, "uphold" if uphold else "void", closed_at=at, confirmed_by=by)
        if uphold:
            credit_order(order, by=by, at=at)
        else:
            give_back(order, at=at)
        emit_order(order, "upheld" if uphold else "voided", at=at, by=by, words=reason.strip()[:300])
    return order
