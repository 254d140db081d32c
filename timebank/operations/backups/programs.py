"""PostgreSQL's own programs: those of the embedded server, or those on the path."""

import shutil

from django.core.management.base import CommandError
from django.db import connection
from psycopg.conninfo import make_conninfo

from timebank.config.postgres_binaries import PostgresUnavailable, binaries


def program(name: str) -> str:
    """The path of ``pg_dump`` and its like. Raises CommandError when there is none."""
    try:
        own = binaries() / name
    except PostgresUnavailable:
        own = None
    found = str(own) if own is not None and own.exists() else shutil.which(name)
    if not found:
        raise CommandError(f"{name} is missing: install the client programs of PostgreSQL 17 or newer.")
    return found


def address() -> str:
    """The database of the settings as libpq reads it."""
    told = connection.get_connection_params()
    kept = ("host", "port", "user", "password", "dbname", "sslmode", "sslrootcert")
    return make_conninfo(**{name: told[name] for name in kept if told.get(name)})
