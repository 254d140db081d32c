"""Queue again what no job took up in time: a worker died, or a webhook was resumed."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.connections.actions.plan_calls import defer_call
from accounts.connections.queries import due

MOST = 500


def defer_due_calls(*, by: Any = None, at: datetime) -> int:
    """How many were queued. A second job for one that has a job does no harm: only one takes it up."""
    rows = list(due(at)[:MOST])
    with transaction.atomic():
        for row in rows:
            defer_call(row)
    return len(rows)
