"""What nobody closed was held, if anybody came."""

from datetime import datetime, timedelta

from services.activities.actions.call_off_activity import call_off_activity
from services.activities.actions.close_activity import close_activity
from services.activities.enums import TO_COME, GuestStatus
from services.activities.models import Activity

WAITED = timedelta(days=3)
NOBODY = "三天内没有人登记到场"


def close_forgotten(*, at: datetime) -> int:
    """Close what ended three days ago and has guests; call off what nobody began and nobody came to. How many."""
    rows = Activity.objects.filter(status__in=TO_COME, ends_at__lte=at - WAITED).order_by("id")
    number = 0
    for activity in rows:
        if activity.status == "RUNNING" or activity.guests.filter(status=GuestStatus.CAME).exists():
            close_activity(by=None, at=at, activity_id=activity.id)
        else:
            call_off_activity(by=None, at=at, activity_id=activity.id, reason=NOBODY)
        number += 1
    return number
