"""The calendar address shows nothing any more."""

from datetime import datetime
from typing import Any

from accounts.connections.models import Feed


def close_feed(*, by: Any, at: datetime) -> bool:
    """Close the login's address; False when there was none."""
    return bool(Feed.objects.filter(user=by, closed_at=None).update(closed_at=at))
