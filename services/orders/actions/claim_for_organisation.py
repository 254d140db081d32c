"""An organisation takes a seat; it names the member later."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from services.orders.actions.claim_order import lock_open_order, seat
from services.orders.models import Assignment


def claim_for_organisation(*, by: Any, at: datetime, order_id: UUID, organisation_id: UUID) -> Assignment:
    """Take a seat of an open order for the organisation the actor manages.

    Raises NotAllowed, NotFound, OrderNotOpen.
    """
    demand(by, Permission.ORDER_DISPATCH, organisation_id=organisation_id)
    with transaction.atomic():
        order = lock_open_order(order_id)
        return seat(order, by=by, at=at, person_id=None, organisation_id=organisation_id)
