"""What the record says of those who serve, for a whole county in a few statements."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts.access.enums import Role

FILIAL_LOOKS = 10  # whoever holds the role and looked in on so many elders stands on the list without hours, too

# What counts: records that nothing supersedes, of orders that are booked and were not taken back.
CARERS = """
WITH counted AS (
    SELECT r.person_id, r.id, r.minutes, r.served_on, r.rating, o.elder_id
    FROM orders_servicerecord r
    JOIN people_person p ON p.id = r.person_id AND p.home_id LIKE %(inside)s
    JOIN orders_assignment a ON a.id = r.assignment_id
    JOIN orders_order o ON o.id = a.order_id AND o.status = 'CONFIRMED'
    LEFT JOIN orders_servicerecord later ON later.supersedes_id = r.id
    LEFT JOIN orders_contest c ON c.order_id = o.id AND c.status = 'RETURNED'
    WHERE r.served_on BETWEEN %(since)s AND %(until)s AND r.minutes > 0 AND later.id IS NULL AND c.id IS NULL
),
met AS (
    SELECT person_id, elder_id, count(DISTINCT date_trunc('month', served_on)) AS months
    FROM counted GROUP BY person_id, elder_id
),
pairs AS (
    SELECT person_id, count(*) AS elders, count(*) FILTER (WHERE months >= %(lasting)s) AS lasting
    FROM met GROUP BY person_id
),
work AS (
    SELECT person_id, sum(minutes) AS minutes, count(DISTINCT date_trunc('month', served_on)) AS months,
           count(rating) AS rated, coalesce(sum(rating), 0) AS stars
    FROM counted GROUP BY person_id
),
missed AS (
    SELECT a.person_id, count(*) AS times
    FROM orders_noshow n
    JOIN orders_assignment a ON a.id = n.assignment_id
    WHERE n.struck_at IS NULL AND n.said_at >= %(from_at)s AND n.said_at < %(to_at)s AND a.person_id IS NOT NULL
    GROUP BY a.person_id
),
upheld AS (
    SELECT a.person_id, count(DISTINCT o.id) AS times
    FROM orders_assignment a
    JOIN orders_order o ON o.id = a.order_id
    LEFT JOIN orders_contest c ON c.order_id = o.id
    WHERE (o.status = 'VOIDED' OR c.status = 'RETURNED') AND o.starts_at >= %(from_at)s AND o.starts_at < %(to_at)s
      AND a.status IN ('CHECKED_IN', 'CHECKED_OUT', 'CONFIRMED') AND a.person_id IS NOT NULL
    GROUP BY a.person_id
),
looked AS (
    SELECT coalesce(v.visitor_id, u.person_id) AS person_id, count(DISTINCT v.elder_id) AS elders
    FROM visits_visit v
    JOIN people_user u ON u.id = v.by_id
    WHERE v.region_code LIKE %(inside)s AND v.outcome = 'VISITED'
      AND v.happened_at >= %(from_at)s AND v.happened_at < %(to_at)s
    GROUP BY 1
),
filial AS (
    SELECT DISTINCT u.person_id
    FROM access_grant g
    JOIN people_user u ON u.id = g.user_id
    WHERE g.role = %(filial)s AND g.region_id LIKE %(inside)s AND (g.until IS NULL OR g.until > %(to_at)s)
)
SELECT p.id, p.home_id, coalesce(w.minutes, 0), coalesce(w.months, 0), coalesce(pr.elders, 0),
       coalesce(pr.lasting, 0), coalesce(l.elders, 0), coalesce(w.rated, 0), coalesce(w.stars, 0),
       coalesce(m.times, 0), coalesce(u.times, 0), f.person_id IS NOT NULL, coalesce(v.status, '')
FROM people_person p
LEFT JOIN people_volunteer v ON v.person_id = p.id
LEFT JOIN filial f ON f.person_id = p.id
LEFT JOIN work w ON w.person_id = p.id
LEFT JOIN pairs pr ON pr.person_id = p.id
LEFT JOIN missed m ON m.person_id = p.id
LEFT JOIN upheld u ON u.person_id = p.id
LEFT JOIN looked l ON l.person_id = p.id
WHERE p.home_id LIKE %(inside)s AND p.died_on IS NULL AND (v.person_id IS NOT NULL OR f.person_id IS NOT NULL)
"""


@dataclass(frozen=True)
class Carer:
    """One person who serves. ``facts`` as ``scoring`` takes them; ``upheld``: complaints found right."""

    person_id: UUID
    region_code: str
    facts: dict[str, int]
    upheld: int
    filial: bool
    verified: bool

    @property
    def minutes(self) -> int:
        return self.facts["minutes"]


def period(since: date, until: date) -> dict[str, Any]:
    """The days as dates and as moments in China, for the statements."""
    begins, ends = (timezone.make_aware(datetime.combine(day, time.min)) for day in (since, until + timedelta(days=1)))
    return {"since": since, "until": until, "from_at": begins, "to_at": ends}


def carers_of(county: str, *, since: date, until: date, lasting: int) -> Iterator[Carer]:
    """Every volunteer and filial care worker who lives in the county, with what they did in these days. One statement.

    ``lasting``: months after which a pair is one that lasts.
    """
    facts = {**period(since, until), "inside": f"{county}%", "lasting": lasting, "filial": Role.FILIAL_CARER}
    with connection.cursor() as cursor:
        cursor.execute(CARERS, facts)
        rows = cursor.fetchall()
    for person, home, minutes, months, elders, pairs, visits, rated, stars, missed, upheld, filial, status in rows:
        yield Carer(
            person_id=person,
            region_code=home,
            facts={
                "minutes": int(minutes),
                "months": months,
                "elders": elders,
                "pairs": pairs,
                "visits": visits,
                "rated": rated,
                "stars": int(stars),
                "missed": missed,
            },
            upheld=upheld,
            filial=filial,
            verified=status == "VERIFIED" or (filial and not status),
        )
