"""Model instances into their table by COPY: the same values that ``bulk_create`` would write, in a fraction of its
time."""

from collections.abc import Callable, Sequence
from enum import Enum
from operator import attrgetter
from typing import Any

from django.db import connections, models
from django.db.models.expressions import DatabaseDefault
from psycopg import sql

# Whose values the driver writes as they are; all others are asked to prepare them.
PLAIN = (
    models.CharField,
    models.BooleanField,
    models.IntegerField,
    models.FloatField,
    models.DateField,
    models.UUIDField,
    models.ForeignKey,
)


def copy_in(rows: Sequence[models.Model]) -> None:
    """Write unsaved instances of one model; what the database fills in itself is left to it.

    Like ``bulk_create`` it sends no signals, and keys that the database counts are not brought back.
    """
    if not rows:
        return
    connection = connections["default"]  # itself, not the proxy that looks it up a hundred thousand times
    fields = [field for field in rows[0]._meta.concrete_fields if _is_given(rows[0], field)]
    columns = sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(rows[0]._meta.db_table), columns)
    values = [_value_of(field, connection) for field in fields]
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([value(row) for value in values])


def _is_given(row: models.Model, field: Any) -> bool:
    value = getattr(row, field.attname)
    return not isinstance(value, DatabaseDefault) and not (isinstance(field, models.AutoField) and value is None)


def _value_of(field: Any, connection: Any) -> Callable[[models.Model], Any]:
    fills_itself = type(field).pre_save is not models.Field.pre_save and not isinstance(field, models.DateField)
    given = attrgetter(field.attname)
    if fills_itself:
        return lambda row: field.pre_save(row, True)
    if isinstance(field, PLAIN):
        return lambda row: value.value if isinstance(value := given(row), Enum) else value
    return lambda row: field.get_db_prep_save(given(row), connection)
