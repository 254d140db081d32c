"""Minutes served in a territory, day by day: kept with each seal, summed from the postings since the last one.

A month of a county is a few thousand kept rows; summed from the books it is every posting of the province (ADR 57).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Max, Q, QuerySet, Sum
from django.db.models.functions import Left

from timebank.ledger.models import Checkpoint, SealedPlace, ServedDay

NO_END = 2**63 - 1
# What was earned between two lines of the books by serving somebody who lives in a place; what was taken back counts
# on the day of the service, below zero.
SERVED = """
SELECT person.home_id AS region_code, (served.happened_at AT TIME ZONE %(zone)s)::date AS day,
    sum(CASE WHEN written.kind = 'EARN' THEN served.amount ELSE -served.amount END)::bigint AS minutes,
    sum(CASE WHEN written.kind = 'EARN' THEN 1 ELSE -1 END)::int AS services
FROM ledger_entry AS entry
JOIN ledger_transfer AS written ON written.id = entry.transfer_id AND written.target_id = entry.account_id
JOIN ledger_transfer AS served ON served.id = coalesce(written.reverses_id, written.id) AND served.kind = 'EARN'
JOIN ledger_account AS book ON book.id = served.source_id
JOIN people_person AS person ON person.id = book.person_id
WHERE entry.id > %(after)s AND entry.id <= %(last)s AND written.kind IN ('EARN', 'REVERSE')
GROUP BY 1, 2"""


def span(after: int, last: int) -> dict[str, Any]:
    """Values for ``SERVED``: lines with after < id <= last."""
    return {"after": after, "last": last, "zone": settings.TIME_ZONE}


def served_totals(region_codes: list[str], first: date, end: date) -> dict[str, int]:
    """``minutes`` and ``services`` earned on the days from ``first`` up to before ``end`` by serving elders of these
    region subtrees. What was taken back counts no more, its correction does.
    """
    codes, seal = tuple(region_codes), _counted()
    kept = _kept(seal, codes, first, end).aggregate(
        minutes=Sum("minutes", default=0), services=Sum("services", default=0)
    )
    new = list(_new(seal, codes, first, end))
    return {
        "minutes": kept["minutes"] + sum(minutes for _code, minutes, _services in new),
        "services": kept["services"] + sum(services for _code, _minutes, services in new),
    }


def served_by_region(region_code: str, first: date, end: date, digits: int) -> dict[str, int]:
    """Minutes earned on those days per child region (its code cut to ``digits``) below ``region_code``."""
    seal = _counted()
    rows = _kept(seal, (region_code,), first, end).annotate(child=Left("region_code", digits)).values_list("child")
    found = Counter(dict(rows.annotate(total=Sum("minutes")).order_by("child")))
    for code, minutes, _services in _new(seal, (region_code,), first, end):
        found[code[:digits]] += minutes
    return {code: minutes for code, minutes in sorted(found.items()) if minutes}


def _counted() -> Checkpoint | None:
    """The last seal that was counted. Asked once: what is sealed while somebody looks is then counted once."""
    return Checkpoint.objects.filter(number=SealedPlace.objects.aggregate(last=Max("checkpoint"))["last"]).first()


def _kept(seal: Checkpoint | None, codes: tuple[str, ...], first: date, end: date) -> QuerySet[ServedDay]:
    if seal is None:
        return ServedDay.objects.none()
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(region_code__startswith=code)
    rows = ServedDay.objects.filter(checkpoint__lte=seal, day__gte=first, day__lt=end)
    return rows if "" in codes else rows.filter(inside)


def _new(seal: Checkpoint | None, codes: tuple[str, ...], first: date, end: date) -> Iterable[tuple[str, int, int]]:
    """Village, minutes and services of what was written since that seal."""
    with connection.cursor() as cursor:
        cursor.execute(SERVED, span(seal.last_entry if seal is not None else 0, NO_END))
        rows = cursor.fetchall()
    for code, day, minutes, services in rows:
        if first <= day < end and code.startswith(codes):
            yield code, minutes, services
