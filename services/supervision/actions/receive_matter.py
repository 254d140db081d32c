"""Say that a matter arrived: the receipt has its day."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.supervision.actions.mattering import lock_matter, tell_matter
from services.supervision.lifecycle import advance
from services.supervision.models import Matter


def receive_matter(*, by: Any, at: datetime, matter_id: UUID) -> Matter:
    """Raises NotAllowed, NotFound, StateChanged."""
    with transaction.atomic():
        matter = lock_matter(matter_id, by=by)
        advance(matter, "receive", received_at=at, received_by=by)
        tell_matter(matter, "received", by=by, at=at)
    return matter
