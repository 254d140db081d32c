"""What a restored house must show again: rows of every table, balances, heads of every chain, guards that stand."""

from typing import Any

from django.db import connection
from psycopg import sql

TABLES = """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"""
# Sequences go into a dump by themselves; triggers do too, but a guard that is off or gone would show nowhere else.
GUARDS = """SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND NOT t.tgisinternal AND t.tgenabled = 'A'"""
BALANCES = "SELECT unit, coalesce(sum(balance) FILTER (WHERE balance > 0), 0), count(*) FROM ledger_account GROUP BY 1"
HEADS = """SELECT encode(sha256(convert_to(coalesce(string_agg(e.account_id || ' ' || e.sequence || ' ' ||
                  e.balance_after || ' ' || encode(e.hash, 'hex'), E'\\n' ORDER BY e.account_id), ''), 'UTF8')), 'hex')
           FROM (SELECT DISTINCT ON (account_id) account_id, sequence, balance_after, hash
                 FROM ledger_entry ORDER BY account_id, sequence DESC) e"""
CHECKPOINT = "SELECT number, encode(root, 'hex') FROM ledger_checkpoint ORDER BY number DESC LIMIT 1"


def figures() -> dict[str, Any]:
    """``tables`` name → rows; ``balances`` unit → [sum of what is owed, accounts]; ``heads``: one SHA-256 over the last
    line of every account; ``checkpoint``: [number, root] of the last; ``guards``: triggers that always fire.

    Read in the caller's transaction, so that they and a dump of the same snapshot speak of one moment.
    """
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [row[0] for row in cursor.fetchall()]
        rows = {name: _count(cursor, name) for name in names}
        cursor.execute(BALANCES)
        balances = {unit: [int(owed), accounts] for unit, owed, accounts in cursor.fetchall()}
        cursor.execute(HEADS)
        heads = cursor.fetchone()[0]
        cursor.execute(CHECKPOINT)
        last = cursor.fetchone()
        cursor.execute(GUARDS)
        guards = cursor.fetchone()[0]
    return {
        "tables": rows,
        "balances": balances,
        "heads": heads,
        "checkpoint": list(last) if last else None,
        "guards": guards,
    }


def differences(wanted: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """In which figures the two disagree, in words; empty when in none."""
    said = []
    for name in sorted(wanted["tables"].keys() | found["tables"].keys()):
        before, after = wanted["tables"].get(name), found["tables"].get(name)
        if before != after:
            said.append(f"table {name}: {before} rows were saved, {after} are here")
    said += [
        f"{name}: {wanted[name]} was saved, {found[name]} is here"
        for name in ("balances", "heads", "checkpoint", "guards")
        if wanted[name] != found[name]
    ]
    return said


def _count(cursor: Any, table: str) -> int:
    cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("public", table)))
    return int(cursor.fetchone()[0])
