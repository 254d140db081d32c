"""Somebody else leads it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.activities.actions.running import lock_activity, tell
from services.activities.enums import ActivityStatus
from services.activities.lifecycle import ActivityChanged


def drop_host(*, by: Any, at: datetime, activity_id: UUID, host_id: UUID) -> None:
    """Somebody else leads it. Raises NotFound, ActivityChanged."""
    with transaction.atomic():
        activity = lock_activity(by, activity_id)
        if activity.status != ActivityStatus.PLANNED:
            raise ActivityChanged(status=activity.get_status_display())
        host = activity.hosts.filter(id=host_id).first()
        if host is None:
            return
        host.delete()
        tell(activity, "host_dropped", at=at, by=by)
