"""Every row of a database as one number a table: what an upgrade must leave as it was."""

from dataclasses import dataclass

import psycopg
from psycopg import sql

# What a migration writes about itself; these may grow.
OWN_ROWS = {"django_migrations", "django_content_type", "auth_permission"}
COLUMNS = """SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
             WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
               AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, 2"""
GUARDS = """SELECT c.relname || ' ' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
            WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal AND t.tgenabled = 'A'"""


@dataclass(frozen=True)
class Facts:
    """``columns`` table → its columns; ``rows`` table → how many; ``said`` (table, column) → what they all say."""

    columns: dict[str, list[str]]
    rows: dict[str, int]
    said: dict[tuple[str, str], int]
    guards: set[str]


def facts_of(address: str, *, like: Facts | None = None) -> Facts:
    """Read a database; with ``like`` only the columns that stood there: what came new is nobody's loss.

    What a column says is the sum of the hashes of (key of the row, value): the order of rows does not matter, every
    value does, and so does whose it is. Balances, heads of chains and hashes of lines are columns like others.
    """
    with psycopg.connect(address) as connection:
        columns: dict[str, list[str]] = {}
        for table, column in connection.execute(COLUMNS).fetchall():
            columns.setdefault(table, []).append(column)
        rows, said = {}, {}
        for table in columns if like is None else columns.keys() & like.columns.keys():
            wanted = [one for one in columns[table] if like is None or one in like.columns[table]]
            rows[table], *found = _read(connection, table, wanted, with_id="id" in columns[table])
            said.update({(table, column): int(value) for column, value in zip(wanted, found, strict=True)})
        guards = {name for (name,) in connection.execute(GUARDS).fetchall()}
    return Facts(columns, rows, said, guards)


def _read(connection: psycopg.Connection, table: str, columns: list[str], *, with_id: bool) -> tuple[int, ...]:
    key = sql.SQL("id::text") if with_id else sql.SQL("''")
    sums = [
        sql.SQL("coalesce(sum(hashtextextended({} || ' ' || coalesce({}::text, '∅'), 0)::numeric), 0)").format(
            key, sql.Identifier(column)
        )
        for column in columns
    ]
    query = sql.SQL("SELECT count(*), {} FROM {}").format(sql.SQL(", ").join(sums), sql.Identifier("public", table))
    found = connection.execute(query).fetchone()
    assert found
    return found


def lost(before: Facts, after: Facts, *, meant: frozenset[str] = frozenset()) -> list[str]:
    """What is no longer as it was, in words. ``meant``: tables, or table.column, that are rewritten on purpose."""
    found = [f"guard {name} is gone" for name in sorted(before.guards - after.guards)]
    for table in sorted(before.columns.keys() - meant):
        if table not in after.columns:
            found.append(f"table {table} is gone")
            continue
        had, has = before.rows[table], after.rows[table]
        if has < had or (has != had and table not in OWN_ROWS):
            found.append(f"table {table}: {had} rows before, {has} after")
        elif table not in OWN_ROWS:
            found += _changed(before, after, table, meant)
    return found


def _changed(before: Facts, after: Facts, table: str, meant: frozenset[str]) -> list[str]:
    found = []
    for column in before.columns[table]:
        if f"{table}.{column}" in meant:
            continue
        if (table, column) not in after.said:
            found.append(f"column {table}.{column} is gone")
        elif before.said[table, column] != after.said[table, column]:
            found.append(f"column {table}.{column} says something else")
    return found
