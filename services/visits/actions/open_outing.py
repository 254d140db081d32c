"""A joint round begins: several people go to many elders on one day."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid
from accounts.regions.models import Region
from services.visits.models import Outing

DAYS_BACK, DAYS_AHEAD = timedelta(days=31), timedelta(days=60)


class OutingNameless(Invalid):
    code = "outing_nameless"
    sentence = _("Give the round a name.")


class OutingDay(Invalid):
    code = "outing_day"
    sentence = _("Choose a day of the last or the next weeks.")


def open_outing(*, by: Any, at: datetime, region: Region, title: str, people: str, held_on: date) -> Outing:
    """Open the round. Raises NotAllowed, NotFound (outside the territory), OutingNameless, OutingDay."""
    demand(by, Permission.VISIT)
    demand(by, Permission.VISIT, region_code=region.code)
    title = title.strip()[:60]
    if not title:
        raise OutingNameless(field="title")
    today = timezone.localdate(at)
    if not today - DAYS_BACK <= held_on <= today + DAYS_AHEAD:
        raise OutingDay(field="held_on")
    return Outing.objects.create(
        region=region, title=title, people=people.strip()[:200], held_on=held_on, opened_at=at, opened_by=by
    )
