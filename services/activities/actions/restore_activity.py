"""It is held after all."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.activities.actions.running import lock_activity, tell
from services.activities.lifecycle import ActivityChanged, advance_activity
from services.activities.models import Activity


def restore_activity(*, by: Any, at: datetime, activity_id: UUID) -> Activity:
    """Take the calling-off back; whoever was signed up still is. Raises NotFound, ActivityChanged."""
    with transaction.atomic():
        activity = lock_activity(by, activity_id)
        if activity.ends_at <= at:
            raise ActivityChanged(status=activity.get_status_display())
        advance_activity(activity, "restore", closed_at=None, closed_by=None, because="")
        tell(activity, "restored", at=at, by=by)
    return activity
