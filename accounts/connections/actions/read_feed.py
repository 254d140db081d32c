"""A phone fetches its calendar."""

from datetime import datetime, timedelta
from typing import Any

from accounts.connections.feeds import digest
from accounts.connections.models import Feed

NOTED_EVERY = timedelta(hours=1)  # phones ask often; one note an hour says enough


def read_feed(*, by: Any = None, at: datetime, key: str) -> Feed | None:
    """The open feed of this key, noting that it was read; None for a wrong or closed one, or a login that is shut."""
    found = Feed.objects.filter(key_digest=digest(key), closed_at=None, user__is_active=True)
    feed = found.select_related("user__person").first()
    if feed is not None and (feed.read_at is None or at - feed.read_at > NOTED_EVERY):
        Feed.objects.filter(id=feed.id).update(read_at=at)
    return feed
