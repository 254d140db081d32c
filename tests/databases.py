"""Copies of whole databases: the ledger refuses TRUNCATE, so committed tests get a database each."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

ROOT = Path(__file__).resolve().parent.parent
SEEDED = "seeded_small"
DEMO_PASSWORD = "demo-tests-only"


def address(database: str) -> str:
    """The DATABASE_URL of another database on the server of this test run."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


def administer() -> psycopg.Connection:
    """A connection outside every test database."""
    return psycopg.connect(make_conninfo(os.environ["DATABASE_URL"], dbname="postgres"), autocommit=True)


@contextlib.contextmanager
def clone_of(template: str) -> Iterator[str]:
    """A throw-away copy of a database nobody is connected to."""
    name = f"clone_{uuid4().hex}"
    with administer() as server:
        copy(server, template, name)
        try:
            yield name
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def copy(server: psycopg.Connection, template: str, name: str) -> None:
    names = sql.Identifier(name), sql.Identifier(template)
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def leave_database() -> None:
    """Close the connections of this thread and the pool of all threads."""
    connection.close()
    connection.close_pool()


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The migrated database as a copy of one's own: commits are real, all threads see them."""
    template = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        leave_database()
        with clone_of(template) as name:
            connection.settings_dict["NAME"] = name  # the one dictionary that every thread's connection reads
            try:
                yield name
            finally:
                leave_database()
                connection.settings_dict["NAME"] = template


@pytest.fixture(scope="session")
def seeded_template(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> str:
    """The name of a database with the small demo; the first worker makes it, the others wait for it."""
    with administer() as server, django_db_blocker.unblock():
        server.execute("SELECT pg_advisory_lock(1)")
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [SEEDED]).fetchone():
            leave_database()
            draft = f"{SEEDED}_draft"
            copy(server, connection.settings_dict["NAME"], draft)
            environment = os.environ | {
                "DATABASE_URL": address(draft),
                "DEMO": "1",
                "DEMO_PASSWORD": DEMO_PASSWORD,
            }
            command = [sys.executable, "manage.py", "seed_demo", "--scale", "small"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
            names = sql.Identifier(draft), sql.Identifier(SEEDED)
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))
    return SEEDED
