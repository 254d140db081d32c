"""One gauge of one county on one day: its cases found, kept and counted, in statements over whole sets."""

from datetime import date, datetime
from typing import Any

from django.db import connection

from accounts.keys import new_key
from accounts.policies.gauge_rules import RED_BELOW
from accounts.policies.queries import rulebook
from services.supervision.gauges import Gauge, end_of
from services.supervision.models import Reading

COUNTY_DIGITS, LEVELS = 6, (9, 12)

FOUND = "CREATE TEMPORARY TABLE supervision_found ON COMMIT DROP AS {sql}"
CLOSE = """
UPDATE supervision_case k SET until = %(day)s
WHERE k.gauge = %(gauge)s::text AND k.region_code LIKE %(inside)s AND k.until IS NULL AND NOT EXISTS (
    SELECT FROM supervision_found f
    WHERE f.subject_id = k.subject_id AND f.region_code = k.region_code AND f.reached = k.reached AND f.facts = k.facts
)
"""
# An anti-join, planned as one hash: a condition beside it would ask the growing table once for every row.
# Sorted, because lists by number read the newest first: of one night the missing ones.
OPEN = """
INSERT INTO supervision_case (gauge, region_code, subject, subject_id, elder_id, reached, facts, since)
SELECT %(gauge)s::text, f.region_code, f.subject, f.subject_id, f.elder_id, f.reached, f.facts, %(day)s
FROM supervision_found f
WHERE NOT EXISTS (
    SELECT FROM supervision_case k
    WHERE k.gauge = %(gauge)s::text AND k.subject_id = f.subject_id
      AND k.region_code = f.region_code AND k.until IS NULL
)
ORDER BY f.reached DESC, f.region_code DESC, f.subject_id
"""
COUNTS = """
SELECT %(county)s::text, count(*) FILTER (WHERE reached), count(*) FROM supervision_found
UNION ALL
SELECT left(region_code, n), count(*) FILTER (WHERE reached), count(*)
FROM supervision_found, unnest(%(levels)s) AS n
WHERE length(region_code) >= n
GROUP BY left(region_code, n)
"""


def find(sql: str, params: dict[str, Any]) -> None:
    """The cases of a day into a temporary table of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS supervision_found")
        cursor.execute(FOUND.format(sql=sql), params)
        cursor.execute("CREATE INDEX ON supervision_found (subject_id)")
        cursor.execute("ANALYZE supervision_found")


def draw(gauge: Gauge, *, county: str, day: date, at: datetime) -> int:
    """Freeze the day: its cases and the readings of every place. Returns how many readings. In a transaction.

    Days are drawn in their order. What is known counts up to the end of the day, however late it is drawn.
    """
    book = rulebook(region_code=county, on=day)
    params = gauge.params(book, county=county, day=day, known=min(at, end_of(day)))
    find(gauge.sql, params)
    own = {"gauge": gauge.code.value, "inside": params["inside"], "day": day}
    with connection.cursor() as cursor:
        cursor.execute(CLOSE, own)
        cursor.execute(OPEN, own)
        cursor.execute(COUNTS, {"county": county, "levels": list(LEVELS)})
        counted = cursor.fetchall()
        cursor.execute("DROP TABLE supervision_found")
    rule = gauge.rules_of(book)
    Reading.objects.bulk_create(
        [
            Reading(
                id=new_key(),
                gauge=gauge.code,
                region_code=code,
                on=day,
                numerator=numerator,
                denominator=denominator,
                goal=book[gauge.goal].value,
                red_below=book[RED_BELOW].value,
                rule=rule,
                drawn_at=at,
            )
            for code, numerator, denominator in counted
        ],
        batch_size=2000,
    )
    return len(counted)
