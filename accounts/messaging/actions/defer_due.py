"""Queue again what no job took up in time: a worker died, or the queue was emptied."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.messaging.actions.plan_deliveries import defer_delivery
from accounts.messaging.queries import due

LATE = timedelta(minutes=1)
MOST = 500


def defer_due(*, by: Any = None, at: datetime) -> int:
    """How many were queued. A second job for one that has a job does no harm: only one takes it up."""
    rows = list(due(at, late=LATE)[:MOST])
    with transaction.atomic():
        for row in rows:
            defer_delivery(row)
    return len(rows)
