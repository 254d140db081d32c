"""Recompute the books from zero and compare: the pair of every cached figure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

COUNTS = """SELECT (SELECT count(*) FROM ledger_account), (SELECT count(*) FROM ledger_transfer),
                   (SELECT count(*) FROM ledger_entry)"""
CHECKS: dict[str, str] = {
    "every transfer has exactly two entries, minus and plus its amount, at its source and target": """
        SELECT t.id::text FROM ledger_transfer t
        LEFT JOIN ledger_entry e ON e.transfer_id = t.id
        GROUP BY t.id, t.amount, t.source_id, t.target_id
        HAVING count(e.id) <> 2
            OR count(*) FILTER (WHERE e.account_id = t.source_id AND e.amount = -t.amount) <> 1
            OR count(*) FILTER (WHERE e.account_id = t.target_id AND e.amount = t.amount) <> 1
        ORDER BY t.id LIMIT 20""",
    "every transfer stays within one unit": """
        SELECT t.id::text FROM ledger_transfer t
        JOIN ledger_account s ON s.id = t.source_id JOIN ledger_account d ON d.id = t.target_id
        WHERE s.unit <> d.unit ORDER BY t.id LIMIT 20""",
    "entries are numbered without gaps and each balance follows from the one before": """
        SELECT account_id || ' line ' || sequence FROM (
            SELECT account_id, sequence, amount, balance_after,
                   lag(balance_after, 1, 0::bigint) OVER book AS before, row_number() OVER book AS number
            FROM ledger_entry WINDOW book AS (PARTITION BY account_id ORDER BY sequence)) line
        WHERE sequence <> number OR balance_after <> before + amount
        ORDER BY account_id, sequence LIMIT 20""",
    "every account's balance and count of lines are those of its entries": """
        SELECT a.id::text FROM ledger_account a
        LEFT JOIN (SELECT account_id, sum(amount) AS balance, count(*) AS lines FROM ledger_entry GROUP BY 1) e
            ON e.account_id = a.id
        WHERE a.balance <> coalesce(e.balance, 0) OR a.version <> coalesce(e.lines, 0) ORDER BY a.id LIMIT 20""",
    "every account's held minutes are those of its open holds": """
        SELECT a.id::text FROM ledger_account a
        LEFT JOIN (SELECT account_id, sum(amount) AS held FROM ledger_hold WHERE status = 'HELD' GROUP BY 1) h
            ON h.account_id = a.id
        WHERE a.held <> coalesce(h.held, 0) ORDER BY a.id LIMIT 20""",
    "no account stands below its floor": """
        SELECT id::text FROM ledger_account WHERE balance - held < floor ORDER BY id LIMIT 20""",
    "each unit sums to zero over all accounts": """
        SELECT unit FROM ledger_account GROUP BY unit HAVING sum(balance) <> 0""",
}


@dataclass(frozen=True)
class Audit:
    """What was counted, and every disagreement with the rows that show it (at most 20 a check)."""

    accounts: int
    transfers: int
    entries: int
    problems: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems


def audit_ledger() -> Audit:
    """Recompute every cached figure from the rows, in one snapshot."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTS)
        accounts, transfers, entries = cursor.fetchone()
        problems = [problem for name, check in CHECKS.items() for problem in _found(cursor, name, check)]
    return Audit(accounts, transfers, entries, problems)


def _found(cursor: Any, name: str, check: str) -> Iterator[str]:
    cursor.execute(check)
    for (row,) in cursor.fetchall():
        yield f"not so: {name}: {row}"
