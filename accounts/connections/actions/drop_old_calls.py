"""What other programs were told is not kept for ever."""

from datetime import datetime, timedelta
from typing import Any

from accounts.connections.models import WebhookCall

KEPT = timedelta(days=90)
AT_ONCE = 5000  # rows: so that nobody waits for the lock


def drop_old_calls(*, by: Any = None, at: datetime, most: int = 200_000) -> int:
    """Delete calls made more than 90 days ago, also those a paused webhook never sent; returns how many."""
    dropped, old = 0, WebhookCall.objects.filter(created_at__lt=at - KEPT)
    while dropped < most and (ids := list(old.values_list("id", flat=True)[:AT_ONCE])):
        dropped += WebhookCall.objects.filter(id__in=ids).delete()[0]
    return dropped
