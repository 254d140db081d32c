"""Mark a user's notices as read."""

from datetime import datetime
from typing import Any

from accounts.journal.models import Notice


def read_notices(*, by: Any, at: datetime) -> int:
    """Mark everything unread in the user's inbox as read; return how many that were."""
    return Notice.objects.filter(recipient=by, read_at__isnull=True).update(read_at=at)
