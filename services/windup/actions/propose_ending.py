"""Say that a county's time bank will end: from when on, and who goes on."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, Refusal
from accounts.regions.models import Ending
from services.windup.actions.ending import county_for, tell

NOTICE_DAYS = 30  # nobody loses a service from one day to the next


class EndingThere(Refusal):
    code = "ending_there"
    sentence = _("The ending of this county was proposed before.")


class TooSoon(Invalid):
    code = "ending_too_soon"
    sentence = _("Leave people at least %(days)s days: not before %(day)s.")


class WhoGoesOn(Invalid):
    code = "ending_who_goes_on"
    sentence = _("Say who goes on, where, and what becomes of the minutes.")


@dataclass(frozen=True)
class Plan:
    """What is announced. ``inherits``: what becomes of the minutes, in a sentence for everybody."""

    stops_on: date
    successor: str
    successor_address: str
    inherits: str
    successor_phone: str = ""


def propose_ending(*, by: Any, at: datetime, county_code: str, plan: Plan) -> Ending:
    """Write it down for a second person; nobody else sees it yet.

    Raises NotAllowed, NotFound, EndingThere, TooSoon, WhoGoesOn.
    """
    words = {name: getattr(plan, name).strip() for name in ("successor", "successor_address", "inherits")}
    try:
        with transaction.atomic():
            county = county_for(by, county_code)
            first = timezone.localdate(at) + timedelta(days=NOTICE_DAYS)
            if plan.stops_on < first:
                raise TooSoon(field="stops_on", days=NOTICE_DAYS, day=first.isoformat())
            for field, text in words.items():
                if not text:
                    raise WhoGoesOn(field=field)
            ending = Ending.objects.create(
                region=county,
                stops_on=plan.stops_on,
                successor_phone=plan.successor_phone.strip()[:20],
                proposed_at=at,
                proposed_by=by,
                successor=words["successor"][:80],
                successor_address=words["successor_address"][:120],
                inherits=words["inherits"][:300],
            )
            tell("ending_proposed", ending, at=at, by=by)
    except IntegrityError as error:
        raise EndingThere from error
    return ending
