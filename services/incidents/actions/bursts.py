"""The same thing too often in one township."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.journal.actions.emit import emit
from accounts.policies.alarm_rules import INCIDENT_BURST, INCIDENT_BURST_HOURS
from accounts.policies.queries import rulebook
from accounts.regions.models import Region
from services.incidents.enums import Level, State
from services.incidents.ladder import DIGITS, place
from services.incidents.models import Burst, Incident
from services.incidents.queries.duty import on_duty

NOT_COUNTED = (State.FALSE_ALARM, State.DUPLICATE, State.TAKEN_BACK)


def note_burst(incident: Incident, *, at: datetime) -> Burst | None:
    """Warn township and county once when reports of a kind pile up; later ones of the same burst are only counted.

    Counted under a lock of the township, so that reports of the same moment see each other.
    """
    township = place(incident.region_id, Level.TOWNSHIP)
    if len(township) < DIGITS[Level.TOWNSHIP]:
        return None
    Region.objects.select_for_update(no_key=True).get(code=township)
    book = rulebook(region_code=township, on=timezone.localdate(at))
    since = at - timedelta(hours=int(book[INCIDENT_BURST_HOURS].value))
    same = Incident.objects.filter(region__code__startswith=township, kind=incident.kind, reported_at__gt=since)
    times = list(
        same.exclude(state__in=NOT_COUNTED).order_by("reported_at", "id").values_list("reported_at", flat=True)
    )
    if len(times) < int(book[INCIDENT_BURST].value):
        return None
    going_on = Burst.objects.select_for_update().filter(region=township, kind=incident.kind, last_at__gt=since)
    burst = going_on.order_by("-last_at").first()
    if burst is not None:
        burst.last_at, burst.number = at, burst.number + 1
        burst.save(update_fields=["last_at", "number"])
        return burst
    burst = Burst.objects.create(
        region_id=township, kind=incident.kind, first_at=times[0], last_at=at, number=len(times), raised_at=at
    )
    told = [one.user_id for level in (Level.TOWNSHIP, Level.COUNTY) for one in on_duty(level, township, at=at)]
    emit(
        "services.incident.burst",
        at=at,
        by=None,
        subject_kind="burst",
        subject_id=burst.id,
        region_code=township,
        detail={"told": [str(one) for one in dict.fromkeys(told)]},
    )
    return burst
