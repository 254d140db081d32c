"""A calendar address of one's own."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.connections.feeds import digest
from accounts.connections.models import Feed
from accounts.people.models import User


def open_feed(*, by: Any, at: datetime) -> tuple[Feed, str]:
    """A fresh address and its key, which is shown now and kept nowhere; one there was before ends."""
    key = secrets.token_urlsafe(24)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(id=by.id)
        Feed.objects.filter(user=by, closed_at=None).update(closed_at=at)
        feed = Feed.objects.create(user=by, key_digest=digest(key), opened_at=at)
    return feed, key
