"""What the steps of a county's ending share: which county, who may, and what is told."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound, Refusal
from accounts.regions.enums import EndingState, Level
from accounts.regions.models import Ending, Region


class AnotherPerson(Refusal):
    code = "ending_another_person"
    sentence = _("You proposed this yourself. Somebody else agrees and closes.")
    status = 403


def county_for(by: Any, county_code: str) -> Region:
    """The county, locked until the step is done. Raises NotAllowed, NotFound, and CountyClosed once it is closed."""
    demand(by, Permission.COUNTY_EXPORT)
    demand(by, Permission.COUNTY_EXPORT, region_code=county_code)
    county = Region.objects.select_for_update(no_key=True).filter(code=county_code, level=Level.COUNTY).first()
    if county is None:
        raise NotFound
    return county


def ending_locked(county: Region) -> Ending:
    """The county's ending, with everybody who looks at it waiting (``demand_running``). Raises NotFound."""
    found = Ending.objects.select_for_update().filter(region=county).exclude(state=EndingState.WITHDRAWN).first()
    if found is None:
        raise NotFound
    return found


def tell(what: str, ending: Ending, *, at: datetime, by: Any, **detail: Any) -> None:
    emit(
        f"services.county.{what}",
        at=at,
        by=by,
        subject_kind="ending",
        subject_id=ending.id,
        region_code=str(ending.region_id),
        public={"stops_on": ending.stops_on.isoformat()},
        detail=detail,
    )
