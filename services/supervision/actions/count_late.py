"""What became known of days that are frozen: counted beside them, never into them."""

from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from accounts.policies.queries import rulebook
from services.supervision.actions.drawing import COUNTY_DIGITS, LEVELS, find
from services.supervision.gauges import GAUGES, Gauge
from services.supervision.models import Late, Reading

LOOKED_BACK_DAYS = 31

COUNT = """
INSERT INTO supervision_late (gauge, region_code, "on", arrived, numerator, denominator, counted_at)
SELECT %(gauge)s::text, left(f.region_code, n), %(day)s,
       count(*) FILTER (WHERE k.id IS NULL OR k.reached <> f.reached),
       count(*) FILTER (WHERE f.reached), count(*), %(at)s
FROM supervision_found f
CROSS JOIN unnest(%(levels)s) AS n
LEFT JOIN supervision_case k ON k.gauge = %(gauge)s::text AND k.subject_id = f.subject_id
     AND k.region_code LIKE %(inside)s AND k.since <= %(day)s AND (k.until IS NULL OR k.until > %(day)s)
WHERE length(f.region_code) >= n
GROUP BY left(f.region_code, n)
HAVING count(*) FILTER (WHERE k.id IS NULL OR k.reached <> f.reached) > 0
"""


def count_late(*, at: datetime) -> int:
    """Look at the readings of the last days again; returns how many have something to add. Run twice it is the same."""
    since = timezone.localdate(at) - timedelta(days=LOOKED_BACK_DAYS)
    found = 0
    for gauge in GAUGES.values():
        if gauge.late_sql is None:
            continue
        counties = Reading.objects.filter(
            gauge=gauge.code, on__gte=since, region_code__regex=f"^[0-9]{{{COUNTY_DIGITS}}}$"
        )
        for county, day in counties.order_by("region_code", "on").values_list("region_code", "on"):
            with transaction.atomic():
                found += _count(gauge, county, day, at)
    return found


def _count(gauge: Gauge, county: str, day: date, at: datetime) -> int:
    book = rulebook(region_code=county, on=day)
    params = gauge.params(book, county=county, day=day, known=at)
    Late.objects.filter(gauge=gauge.code, on=day, region_code__startswith=county).delete()
    find(str(gauge.late_sql), params)
    with connection.cursor() as cursor:
        levels = [COUNTY_DIGITS, *LEVELS]
        cursor.execute(COUNT, {**params, "gauge": gauge.code.value, "at": at, "levels": levels})
        written: int = cursor.rowcount
        cursor.execute("DROP TABLE supervision_found")
    return written
