"""Close a county for good: the last checkpoint is sealed, everybody's statement is made, the books are only read."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from accounts.regions.models import Ending
from services.windup.actions.begin_statements import begin_statements
from services.windup.actions.ending import AnotherPerson, county_for, ending_locked, tell
from services.windup.lifecycle import advance_ending
from services.windup.queries.county import left_in
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint


class CountyStillOpen(Refusal):
    code = "county_still_open"
    sentence = _("Something is still under way in this county. Finish that first: %(count)s.")


def close_county(*, by: Any, at: datetime, county_code: str) -> Ending:
    """Everybody who begins something in the county holds its row (``demand_running``), so what is counted here under
    the lock is all there is. Raises NotAllowed, NotFound, AnotherPerson, StateChanged, CountyStillOpen, BooksBusy.
    """
    with transaction.atomic():
        county = county_for(by, county_code)
        ending = ending_locked(county)
        if ending.proposed_by_id == by.id:
            raise AnotherPerson
        count = sum(one.count for one in left_in(county.code))
        if count:
            raise CountyStillOpen(count=count)
        checkpoint = seal_checkpoint(at=at)
        begin_statements(by=by, at=at, region=county)
        advance_ending(ending, "close", closed_at=at, closed_by=by, checkpoint=checkpoint.number)
        tell("closed", ending, at=at, by=by, checkpoint=checkpoint.number)
    return ending
