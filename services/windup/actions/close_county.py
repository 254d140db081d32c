"""Close a county for good: from now on its books are only read."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from accounts.refusals import Refusal
from accounts.regions.models import Ending
from services.windup.actions.ending import AnotherPerson, county_for, ending_locked, tell
from services.windup.lifecycle import advance_ending
from services.windup.queries.county import left_in

FINISH_TASK = "services.windup.finish_closing"


class CountyStillOpen(Refusal):
    code = "county_still_open"
    sentence = _("Something is still under way in this county. Finish that first: %(count)s.")


def close_county(*, by: Any, at: datetime, county_code: str) -> Ending:
    """Everybody who begins something in the county holds its row (``demand_running``), so what is counted here under
    the lock is all there is. A job then seals the last checkpoint and has everybody's statement made.
    Raises NotAllowed, NotFound, AnotherPerson, StateChanged, CountyStillOpen.
    """
    with transaction.atomic():
        county = county_for(by, county_code)
        ending = ending_locked(county)
        if ending.proposed_by_id == by.id:
            raise AnotherPerson
        count = sum(one.count for one in left_in(county.code))
        if count:
            raise CountyStillOpen(count=count)
        advance_ending(ending, "close", closed_at=at, closed_by=by)
        tell("closed", ending, at=at, by=by)
        app.configure_task(name=FINISH_TASK).defer(ending_id=str(ending.id))
    return ending
