"""A browser takes no more messages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.messaging.models import PushSubscription
from accounts.refusals import NotFound


def end_subscription(*, by: Any, at: datetime, subscription_id: UUID) -> None:
    """One of the login's own browsers. Raises NotFound. ``by`` None: the push service said that it is gone."""
    rows = PushSubscription.objects.filter(id=subscription_id)
    if by is not None:
        rows = rows.filter(user=by)
    if not rows.exists():
        raise NotFound
    rows.filter(gone_at=None).update(gone_at=at)
