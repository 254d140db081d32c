"""It is held at another time or place than was announced."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.refusals import NotFound
from services.activities.actions.plan_activity import FURTHEST, ActivitySheet, BadActivity, checked, ground_of, moment
from services.activities.actions.running import lock_activity, tell
from services.activities.enums import ActivityStatus
from services.activities.lifecycle import ActivityChanged
from services.activities.models import Activity
from services.activities.queries.calendar import may_run


def move_activity(*, by: Any, at: datetime, activity_id: UUID, sheet: ActivitySheet) -> Activity:
    """Announce one session anew, the others of its series stay; whoever is signed up hears of a new time or place.

    Raises NotFound, BadActivity, ActivityChanged once it has begun.
    """
    with transaction.atomic():
        activity = lock_activity(by, activity_id)
        if activity.status != ActivityStatus.PLANNED:
            raise ActivityChanged(status=activity.get_status_display())
        region, place = ground_of(sheet)
        if by is not None and not may_run(by, region_code=region.code, organisation_id=sheet.organisation_id):
            raise NotFound
        if not 0 <= (sheet.on - timezone.localdate(at)).days <= FURTHEST.days:
            raise BadActivity(field="on")
        before = (activity.starts_at, activity.where, activity.region_id)
        fields = checked(sheet, region, place)
        fields |= {"starts_at": moment(sheet.on, sheet.starts), "ends_at": moment(sheet.on, sheet.ends)}
        for name, value in fields.items():
            setattr(activity, name, value)
        try:
            with transaction.atomic():
                activity.save(update_fields=list(fields))
        except IntegrityError as error:  # another session of the series is held at that time
            raise BadActivity(field="on") from error
        moved = before != (activity.starts_at, activity.where, activity.region_id)
        tell(activity, "moved" if moved else "changed", at=at, by=by)
    return activity
