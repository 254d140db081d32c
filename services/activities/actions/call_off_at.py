"""A place closes: nothing is held behind its door. Called by ``close_place``, by name: places know no activities."""

from datetime import date, datetime
from typing import Any

from services.activities.actions.hosting import call_off_hosting
from services.activities.actions.running import lock_activity, tell
from services.activities.enums import ActivityStatus
from services.activities.lifecycle import advance_activity
from services.activities.models import Activity
from services.activities.queries.calendar import held_from
from services.places.models import Place


def call_off_at(*, by: Any, at: datetime, place: Place, since: date, reason: str) -> list[Activity]:
    """Call off what is announced at the place from that day on; whoever is signed up hears of each.

    Inside the transaction that closes the place, which has asked whether the actor may. What has begun runs its course.
    """
    gone = []
    for key in held_from(place.id, since).order_by("id").values_list("id", flat=True):
        one = lock_activity(None, key)
        if one.status != ActivityStatus.PLANNED:
            continue
        advance_activity(one, "call_off", closed_at=at, closed_by=by, because=reason)
        call_off_hosting(one, by=by, at=at)
        tell(one, "called_off", at=at, by=by, words=reason)
        gone.append(one)
    return gone
