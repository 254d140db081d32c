"""It is not held after all."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.organisations.actions.keeping import said
from services.activities.actions.hosting import call_off_hosting
from services.activities.actions.running import lock_activity, tell
from services.activities.enums import ActivityStatus
from services.activities.lifecycle import advance_activity
from services.activities.models import Activity


def call_off_activity(
    *, by: Any, at: datetime, activity_id: UUID, reason: str, rest_of_series: bool = False
) -> list[Activity]:
    """Call it off, and with ``rest_of_series`` every later session of it; whoever is signed up hears of each.

    Raises NotFound, ReasonMissing, ActivityChanged.
    """
    words = said(reason)
    with transaction.atomic():
        activity = lock_activity(by, activity_id)
        ids = [activity.id]
        if rest_of_series and activity.series_id is not None:
            later = Activity.objects.filter(series=activity.series_id, starts_at__gt=activity.starts_at)
            ids += later.filter(status=ActivityStatus.PLANNED).order_by("id").values_list("id", flat=True)
        gone = []
        for one in [activity, *(lock_activity(None, key) for key in ids[1:])]:
            advance_activity(one, "call_off", closed_at=at, closed_by=by, because=words)
            call_off_hosting(one, by=by, at=at)
            tell(one, "called_off", at=at, by=by, words=words)
            gone.append(one)
    return gone
