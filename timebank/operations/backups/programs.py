"""PostgreSQL's own programs, of the same version as the server if this machine has them.

``pg_dump`` of another version may write what no server takes back: 18.6 finds settings of columns (``pg_attver``) in
Debian's 17.12 that are that server's own business, and puts them into the dump, where every restore stops.
"""

import contextlib
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection
from psycopg.conninfo import make_conninfo

from timebank.config.postgres_binaries import PostgresUnavailable, binaries

# Where Debian and the packages of postgresql.org keep each version, whatever is on the path.
KEPT = ("/usr/lib/postgresql/{version}/bin", "/usr/pgsql-{version}/bin")


def program(name: str) -> str:
    """The path of ``pg_dump`` and its like; of another version only when there is no other. Raises CommandError."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10000
    found = [str(path) for path in _candidates(name, server) if path.exists()]
    if not found:
        raise CommandError(f"{name} is missing: install the client programs of PostgreSQL {server}.")
    return next((path for path in found if _version(path) == server), found[0])


def _candidates(name: str, server: int) -> Iterator[Path]:
    with contextlib.suppress(PostgresUnavailable):
        yield binaries() / name
    yield from (Path(place.format(version=server)) / name for place in KEPT)
    if on_path := shutil.which(name):
        yield Path(on_path)


def _version(path: str) -> int | None:
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\) (\d+)", told)
    return int(number[1]) if number else None


def address() -> str:
    """The database of the settings as libpq reads it."""
    told = connection.get_connection_params()
    kept = ("host", "port", "user", "password", "dbname", "sslmode", "sslrootcert")
    return make_conninfo(**{name: told[name] for name in kept if told.get(name)})
