"""Sealing again with the newest key what older keys have sealed: in batches, from wherever the last run stopped.

No list of what is done is kept: a value says itself which key sealed it.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import connection, models, transaction
from psycopg import sql

from accounts.access import second_keys
from accounts.kept_files import file_keys, reseal_files
from accounts.sealed_fields import SealedTextField, sealed_columns
from accounts.sealing import drop_keys, key_names, seal, unseal

BATCH = 500
Column = tuple[type[models.Model], SealedTextField]


def uses() -> Counter[str]:
    """How many values each key has sealed, over every sealed column of the house, the second keys and the files."""
    query = "SELECT split_part({field}, '.', 1), count(*) FROM {table} WHERE {field} <> '' GROUP BY 1"
    found = second_keys.uses() + file_keys()
    for column in sealed_columns():
        with connection.cursor() as cursor:
            cursor.execute(_named(query, column))
            found.update(dict(cursor.fetchall()))
    return found


def reseal() -> Iterator[int]:
    """Seal every value again that the newest key has not sealed; yields how many each batch had.

    Rows are locked for the time of their batch only, so the house stays open. What others write meanwhile is sealed
    with the newest key already. Raises SealBroken for a value that no key opens, and leaves it as it is.
    """
    current = key_names()[-1]
    for column in sealed_columns():
        yield from _pass(column, current, BATCH, skipping=True)
        yield from _pass(column, current, 1, skipping=False)  # what others held: one by one, so that nobody deadlocks
    yield from second_keys.reseal()
    yield from reseal_files()


def forget_unused_keys() -> tuple[str, ...]:
    """Delete the keys that have sealed nothing that is left; returns their names.

    Writers are kept out while it counts: whoever still held an old key has written by then, or will read the new one.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        tables = sorted({second_keys.TABLE, *(model._meta.db_table for model, _field in sealed_columns())})
        cursor.execute(
            sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.SQL(", ").join(sql.Identifier(one) for one in tables))
        )
        used = uses()
        unused = tuple(name for name in key_names()[:-1] if not used[name])
        if unused:
            drop_keys(unused)
    return unused


def _pass(column: Column, current: str, size: int, *, skipping: bool) -> Iterator[int]:
    """Once through the table by its key."""
    _model, field = column
    query = """
        SELECT {pk}, {field} FROM {table}
        WHERE {field} <> '' AND split_part({field}, '.', 1) <> %s AND (%s::text IS NULL OR {pk} > %s)
        ORDER BY {pk} LIMIT %s FOR UPDATE
    """
    query += "SKIP LOCKED" if skipping else ""
    last: Any = None
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL timebank.housekeeping = 'reseal'")  # tables that keep history let this through
            cursor.execute(_named(query, column), [current, last and "", last, size])
            rows: list[tuple[Any, str]] = cursor.fetchall()
            if not rows:
                return
            fresh = [(seal(unseal(stored, place=field.place), place=field.place), pk) for pk, stored in rows]
            cursor.executemany(_named("UPDATE {table} SET {field} = %s WHERE {pk} = %s", column), fresh)
        last = rows[-1][0]
        yield len(rows)


def _named(query: str, column: Column) -> sql.Composed:
    model, field = column
    assert model._meta.pk is not None
    names = {"table": model._meta.db_table, "field": field.column, "pk": model._meta.pk.column}
    return sql.SQL(query).format(**{name: sql.Identifier(value) for name, value in names.items()})  # type: ignore[arg-type]
