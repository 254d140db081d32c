"""A job takes a delivery up."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.messaging.enums import OPEN, State
from accounts.messaging.lifecycle import advance_delivery, lease_delivery
from accounts.messaging.models import Delivery


def take_delivery(*, by: Any = None, at: datetime, delivery_id: UUID) -> Delivery | None:
    """The delivery, for two minutes this job's alone; None when it is settled, not due yet, or another has it."""
    found = (
        Delivery.objects.filter(id=delivery_id, state__in=OPEN, next_try_at__lte=at)
        .select_related("event__by__person", "recipient__person__home")
        .first()
    )
    if found is None:
        return None
    if found.state == State.HELD:
        advance_delivery(found, "resume", at=at, next_try_at=found.next_try_at)
    return found if lease_delivery(found, at=at) else None
