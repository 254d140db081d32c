"""It was held."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, Refusal
from services.activities.actions.hosting import finish_hosting
from services.activities.actions.running import LONGEST_WORDS, cleaned, lock_activity, tell
from services.activities.enums import GuestStatus
from services.activities.lifecycle import advance_activity
from services.activities.models import Activity

MOST_OTHERS = 10_000


class NotBegun(Refusal):
    code = "activity_not_begun"
    sentence = _("It has not begun yet. Call it off if it is not held.")


def close_activity(*, by: Any, at: datetime, activity_id: UUID, report: str = "", others: int = 0) -> Activity:
    """Write down that it was held; who is signed up and not ticked did not come (a paper list may still say otherwise).

    ``others``: how many came besides who are no elders of the registry. Raises NotFound, NotBegun, ActivityChanged.
    """
    if not 0 <= others <= MOST_OTHERS:
        raise Invalid(field="others")
    with transaction.atomic():
        activity = lock_activity(by, activity_id)
        if at < activity.starts_at:
            raise NotBegun
        words = cleaned(report, LONGEST_WORDS)
        advance_activity(activity, "close", closed_at=at, closed_by=by, report=words, others=others)
        waiting = activity.guests.filter(status=GuestStatus.SIGNED)
        waiting.update(status=GuestStatus.ABSENT, closed_at=at, closed_by=by)
        tell(activity, "held", at=at, by=by)
    finish_hosting(activity, by=by, at=at, ended_at=min(at, activity.ends_at))
    return activity
