"""Take a county's ending back: until it is closed everything can go on as before."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid
from accounts.regions.models import Ending
from services.windup.actions.ending import county_for, ending_locked, tell
from services.windup.lifecycle import advance_ending


class WhyTakenBack(Invalid):
    code = "ending_why_taken_back"
    sentence = _("Say why it is taken back.")


def withdraw_ending(*, by: Any, at: datetime, county_code: str, because: str) -> Ending:
    """Raises NotAllowed, NotFound, WhyTakenBack, StateChanged."""
    with transaction.atomic():
        ending = ending_locked(county_for(by, county_code))
        if not because.strip():
            raise WhyTakenBack(field="because")
        words = because.strip()[:200]
        advance_ending(ending, "withdraw", withdrawn_at=at, withdrawn_by=by, withdrawn_because=words)
        tell("ending_withdrawn", ending, at=at, by=by)
    return ending
