"""Agree to a county's ending: from now on everybody reads it on the first page."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.regions.models import Ending
from services.windup.actions.ending import AnotherPerson, county_for, ending_locked, tell
from services.windup.lifecycle import advance_ending


def announce_ending(*, by: Any, at: datetime, county_code: str) -> Ending:
    """Raises NotAllowed, NotFound, AnotherPerson for whoever proposed it, StateChanged."""
    with transaction.atomic():
        ending = ending_locked(county_for(by, county_code))
        if ending.proposed_by_id == by.id:
            raise AnotherPerson
        advance_ending(ending, "announce", announced_at=at, announced_by=by)
        tell("ending_announced", ending, at=at, by=by)
    return ending
