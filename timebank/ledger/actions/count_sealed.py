"""What a seal says of every place and of the days on which somebody served there, counted once when it is made."""

from django.db import connection, transaction
from django.db.models import Max

from accounts.regions.enums import CODE_LENGTH, Level
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models import Checkpoint, SealedPlace
from timebank.ledger.queries.served import SERVED, span

# One statement, so that balances and the lines written since the seal are of the same moment.
PLACES = """
INSERT INTO ledger_sealedplace (checkpoint_id, region_code, postings, came, went, total)
WITH digits AS (
    SELECT unnest(%(lengths)s::int[]) AS length
), book AS MATERIALIZED (
    SELECT account.id, account.balance, person.home_id AS home
    FROM ledger_account AS account JOIN people_person AS person ON person.id = account.person_id
    WHERE account.unit = %(unit)s AND account.kind = %(kind)s
), day AS (
    SELECT left(home, length) AS code, count(DISTINCT entry.transfer_id) AS postings,
        coalesce(sum(entry.amount) FILTER (WHERE entry.amount > 0), 0) AS came,
        coalesce(sum(-entry.amount) FILTER (WHERE entry.amount < 0), 0) AS went
    FROM ledger_entry AS entry JOIN book ON book.id = entry.account_id JOIN digits ON digits.length <= length(home)
    WHERE entry.id > %(after)s AND entry.id <= %(last)s
    GROUP BY 1
), since AS (
    SELECT account_id, sum(amount) AS amount FROM ledger_entry WHERE id > %(last)s GROUP BY 1
), village AS (
    SELECT home, sum(balance - coalesce(since.amount, 0)) AS total
    FROM book LEFT JOIN since ON since.account_id = book.id
    GROUP BY 1
), saved AS (
    SELECT left(home, length) AS code, sum(total) AS total
    FROM village JOIN digits ON digits.length <= length(home)
    GROUP BY 1
), known AS (
    SELECT DISTINCT ON (region_code) region_code AS code, total
    FROM ledger_sealedplace ORDER BY region_code, checkpoint_id DESC
)
SELECT %(number)s, code, coalesce(postings, 0), coalesce(came, 0), coalesce(went, 0), saved.total
FROM saved LEFT JOIN day USING (code) LEFT JOIN known USING (code)
WHERE day.code IS NOT NULL OR saved.total <> coalesce(known.total, 0) OR length(code) = %(province)s"""


SERVED_DAYS = f"""
INSERT INTO ledger_servedday (checkpoint_id, region_code, day, minutes, services)
SELECT %(number)s, region_code, day, minutes, services FROM ({SERVED}) AS served WHERE minutes <> 0 OR services <> 0"""  # noqa: S608 - both parts stand in this house


def count_sealed() -> int:
    """Count for the seals that nobody has counted for yet, oldest first; return how many those were.

    The caller sees to it that one does this at a time. Who moved house since the seal counts where they live now.
    """
    counted = SealedPlace.objects.aggregate(last=Max("checkpoint"))["last"] or 0
    waiting = list(Checkpoint.objects.filter(number__gt=counted).order_by("number"))
    for checkpoint in waiting:
        given = span(checkpoint.after_entry, checkpoint.last_entry) | {
            "number": checkpoint.number,
            "lengths": sorted(CODE_LENGTH.values()),
            "province": CODE_LENGTH[Level.PROVINCE],
            "unit": Unit.MINUTE,
            "kind": AccountKind.PERSON,
        }
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SERVED_DAYS, given)
            cursor.execute(PLACES, given)
    return len(waiting)
