"""The day has come: nothing new begins any more. ``demand_running`` goes by the calendar; this writes it down."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.regions.enums import EndingState
from accounts.regions.models import Ending
from services.windup.actions.ending import tell
from services.windup.lifecycle import advance_ending


def stop_counties(*, at: datetime) -> int:
    """Every night; how many counties stopped. Again changes nothing."""
    due = Ending.objects.filter(state=EndingState.ANNOUNCED, stops_on__lte=timezone.localdate(at))
    count = 0
    for ending_id in list(due.values_list("id", flat=True)):
        with transaction.atomic():
            ending = Ending.objects.select_for_update().get(id=ending_id)
            if ending.state != EndingState.ANNOUNCED:
                continue
            advance_ending(ending, "stop", stopped_at=at)
            tell("ending_stopped", ending, at=at, by=None)
            count += 1
    return count
