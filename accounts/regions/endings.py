"""Whether a county still takes what is new. Asked by everything that begins something: orders, gifts, grants."""

from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from accounts.regions.enums import CODE_LENGTH, EndingState, Level
from accounts.regions.models import Ending

COUNTY_DIGITS = CODE_LENGTH[Level.COUNTY]
PUBLIC = (EndingState.ANNOUNCED, EndingState.STOPPED, EndingState.CLOSED)
# Shared with others who look; whoever stops or closes the county waits for all of them, and they for the one.
LOOK = "SELECT state, stops_on, successor FROM regions_ending WHERE region_id = %s AND state = ANY(%s) FOR SHARE"


class CountyEnding(Refusal):
    code = "county_ending"
    sentence = _("The time bank of this county takes nothing new any more. %(successor)s goes on.")


class CountyClosed(Refusal):
    code = "county_closed"
    sentence = _("The time bank of this county is closed. Its books can be read and checked. %(successor)s goes on.")


def endings() -> QuerySet[Ending]:
    """Those that are public: announced and not taken back."""
    return Ending.objects.filter(state__in=PUBLIC).select_related("region")


def ending_of(region_code: str) -> Ending | None:
    """The public ending of the county a place lies in; None for nearly all."""
    return endings().filter(region=region_code[:COUNTY_DIGITS]).first()


def demand_running(region_code: str, *, at: datetime) -> None:
    """Raise CountyEnding or CountyClosed where nothing new begins any more: from ``stops_on`` on, by the calendar and
    not by a job.

    Inside a transaction the row is held until its end, so that nobody closes the county between this look and what
    is begun. One query by a unique index, nearly always of no row.
    """
    county = region_code[:COUNTY_DIGITS]
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [county, [str(state) for state in PUBLIC]])
        found = cursor.fetchone()
    if found is None:
        return
    state, stops_on, successor = found
    if state == EndingState.CLOSED:
        raise CountyClosed(successor=successor)
    if state == EndingState.STOPPED or stops_on <= timezone.localdate(at):
        raise CountyEnding(successor=successor)


def is_running(region_code: str, *, at: datetime) -> bool:
    """Whether ``demand_running`` lets pass."""
    try:
        demand_running(region_code, at=at)
    except (CountyEnding, CountyClosed):
        return False
    return True


def closed_counties() -> QuerySet[Ending]:
    """Those whose books are only read."""
    return Ending.objects.filter(state=EndingState.CLOSED)
