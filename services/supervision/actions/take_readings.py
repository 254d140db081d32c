"""Every night: what the four gauges showed at the end of the day. Days that were missed are caught up where one can."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Left
from django.utils import timezone

from accounts.elders.models import Elder
from services.supervision.actions.drawing import COUNTY_DIGITS, draw
from services.supervision.gauges import GAUGES, Gauge
from services.supervision.models import Reading

CATCH_UP_DAYS = 92  # a house that stood still for longer begins anew


def take_readings(*, at: datetime) -> int:
    """Freeze yesterday, county by county and gauge by gauge; returns how many readings were written.

    Run twice it writes nothing the second time. Days missed since the last reading are drawn in their order where
    every row that is asked carries its dates; of the others that night is missing for good, and the page says so.
    """
    yesterday = timezone.localdate(at) - timedelta(days=1)
    written = 0
    for county in counties():
        for gauge in GAUGES.values():
            for day in _missing(gauge, county, yesterday):
                with transaction.atomic():
                    written += draw(gauge, county=county, day=day, at=at)
    return written


def take_first_readings(county: str, *, at: datetime) -> int:
    """A county that was never read yet is read now, as today stands at this moment; how many readings.

    Else its first figures, and with them its first bulletin, would wait for a night. In a transaction.
    """
    if Reading.objects.filter(region_code=county).exists():
        return 0
    today = timezone.localdate(at)
    return sum(draw(gauge, county=county, day=today, at=at) for gauge in GAUGES.values())


def counties() -> list[str]:
    """Codes of the counties that have elders."""
    codes = Elder.objects.annotate(county=Left("person__home_id", COUNTY_DIGITS)).values_list("county", flat=True)
    return sorted(codes.order_by().distinct())


def _missing(gauge: Gauge, county: str, yesterday: date) -> list[date]:
    """The days to draw, oldest first."""
    last = Reading.objects.filter(gauge=gauge.code, region_code=county).aggregate(last=Max("on"))["last"]
    if last is not None and last >= yesterday:
        return []
    if last is None or not gauge.dated or (yesterday - last).days > CATCH_UP_DAYS:
        return [yesterday]
    return [last + timedelta(days=n) for n in range(1, (yesterday - last).days + 1)]
