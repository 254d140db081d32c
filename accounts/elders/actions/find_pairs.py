"""Look for elders who might be entered twice."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.elders.models import Pair
from accounts.elders.rules.alike import Look, likeness
from accounts.regions.enums import CODE_LENGTH

MOST_ON_A_PHONE = 6  # a number that more elders give belongs to a neighbour or to the village office
MOST_NAMESAKES = 50
LEVELS = sorted(set(CODE_LENGTH.values()), reverse=True)

# For each elder of the batch their namesakes of the same county, by an index each. Every branch stops at a limit: a
# name that a thousand people bear, or a telephone for a whole village, says nothing and may not cost anything.
ALIKE = """
WITH mine AS MATERIALIZED (
    SELECT e.id AS elder_id, p.id, p.name, p.pinyin, p.home_id, p.birth_on, p.gender, p.phone_index,
           p.id_index <> '' AS numbered
    FROM elders_elder e JOIN people_person p ON p.id = e.person_id
    WHERE e.id = ANY(%(ids)s) AND e.left_on IS NULL
)
SELECT DISTINCT m.elder_id, m.name, m.pinyin, m.gender, m.birth_on, m.home_id, m.numbered,
       e.id, o.name, o.pinyin, o.gender, o.birth_on, o.home_id, o.id_index <> '',
       m.phone_index <> '' AND m.phone_index = o.phone_index
FROM mine m
CROSS JOIN LATERAL (
    (SELECT s.* FROM people_person s WHERE s.name = m.name AND s.id <> m.id
        AND left(s.home_id, 6) = left(m.home_id, 6)
        AND (s.home_id = m.home_id OR s.birth_on = m.birth_on) LIMIT %(namesakes)s)
    UNION ALL
    (SELECT s.* FROM people_person s WHERE m.pinyin <> '' AND s.pinyin = m.pinyin AND s.id <> m.id
        AND left(s.home_id, 6) = left(m.home_id, 6)
        AND (s.home_id = m.home_id OR s.birth_on = m.birth_on) LIMIT %(namesakes)s)
    UNION ALL
    (SELECT s.* FROM people_person s WHERE m.phone_index <> '' AND s.phone_index <> ''
        AND s.phone_index = m.phone_index AND s.id <> m.id
        AND (SELECT count(*) FROM (SELECT FROM people_person t WHERE t.phone_index <> ''
             AND t.phone_index = m.phone_index LIMIT %(shared)s + 1) AS bearers) <= %(shared)s)
) o
JOIN elders_elder e ON e.person_id = o.id AND e.left_on IS NULL
"""


def find_pairs(*, at: datetime, elder_ids: Collection[UUID]) -> int:
    """Compare these elders with everybody; return how many pairs stand now. Idempotent.

    A pair that no longer looks alike goes; one that somebody found to be two people stays put away for good.
    """
    if not elder_ids:
        return 0
    found = _found(elder_ids)
    pairs = [Pair(first_id=key[0], second_id=key[1], found_at=at, **values) for key, values in sorted(found.items())]
    Pair.objects.bulk_create(
        pairs,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["common", "alike", "reasons"],
    )
    standing = Pair.objects.filter(different_at=None)
    touched = [*standing.filter(first__in=elder_ids), *standing.filter(second__in=elder_ids)]
    gone = [pair.id for pair in touched if (pair.first_id, pair.second_id) not in found]
    Pair.objects.filter(id__in=gone).delete()
    return len(found)


def _found(elder_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], dict[str, Any]]:
    facts: dict[str, Any] = {"ids": list(elder_ids), "namesakes": MOST_NAMESAKES, "shared": MOST_ON_A_PHONE}
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, facts)
        rows = cursor.fetchall()
    found: dict[tuple[UUID, UUID], dict[str, Any]] = {}
    for row in rows:
        one, other = Look(*row[1:7]), Look(*row[8:14])
        verdict = likeness(one, other, same_phone=row[14])
        if verdict is not None:
            first, second = sorted((row[0], row[7]))
            common = common_place(one.village, other.village)
            found[first, second] = {"common": common, "alike": verdict[0], "reasons": verdict[1]}
    return found


def common_place(one: str, other: str) -> str:
    """The code of the smallest division that holds both villages; empty for two provinces."""
    return next((one[:length] for length in LEVELS if one[:length] == other[:length]), "")
