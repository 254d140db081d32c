"""It begins: from now on whoever comes is written down."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from services.activities.actions.hosting import arrange_hosting
from services.activities.actions.receive_guest import NotThatDay
from services.activities.actions.running import lock_activity, tell
from services.activities.enums import ActivityStatus
from services.activities.lifecycle import advance_activity
from services.activities.models import Activity


def begin_activity(*, by: Any, at: datetime, activity_id: UUID) -> Activity:
    """On its day; a volunteer who leads it gets the order through which the time is booked, where the rules give any.

    Again: nothing more. Raises NotFound, NotThatDay, ActivityChanged.
    """
    with transaction.atomic():
        activity = lock_activity(by, activity_id)
        if activity.status == ActivityStatus.RUNNING:
            return activity
        if timezone.localdate(at) != timezone.localdate(activity.starts_at):
            raise NotThatDay
        advance_activity(activity, "begin")
        tell(activity, "begun", at=at, by=by)
    arrange_hosting(activity, at=at)  # after the commit: each order locks its elder first
    return activity
