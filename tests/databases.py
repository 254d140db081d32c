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
from django.utils import timezone
from psycopg import sql
from psycopg.conninfo import make_conninfo
from pytest_django import DjangoDbBlocker

from timebank.config.embedded_postgres import Server
from timebank.config.postgres_binaries import binaries

ROOT = Path(__file__).resolve().parent.parent
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
            drop(server, name)


def copy(server: psycopg.Connection, template: str, name: str) -> None:
    names = sql.Identifier(name), sql.Identifier(template)
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))


def drop(server: psycopg.Connection, name: str) -> None:
    """Drop a database somebody may still be connected to.

    Not with FORCE: that may not end an autovacuum worker, which is the superuser's, and then fails.
    Without it PostgreSQL sends such a worker away by itself.
    """
    ours = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    server.execute(ours, [name])
    server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def leave_database() -> None:
    """Close the connections of this thread and the pool of all threads."""
    connection.close()
    connection.close_pool()


def made_once(name: str, template: str, *command: str) -> str:
    """The database ``name``, made by a management command on a copy; the first worker makes it, others wait."""
    with administer() as server:
        server.execute("SELECT pg_advisory_lock(1)")  # until the connection closes
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            draft = f"{name}_draft"
            copy(server, template, draft)
            environment = os.environ | {"DATABASE_URL": address(draft), "DEMO_PASSWORD": DEMO_PASSWORD}
            subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
            names = sql.Identifier(draft), sql.Identifier(name)
            server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))
    return name


@pytest.fixture(scope="session")
def migrated_template() -> str:
    """The name of a database with every migration and nothing else."""
    if mutated := os.environ.get("MUTATED_TEMPLATE"):
        return mutated  # one with a mistake in it: see tests/mutants
    return made_once("migrated", "template1", "migrate", "--verbosity=0")


def carry(template: str, server: Server) -> None:
    """Bring a database to another server, into the one of the house: quicker than migrating there."""
    tools = binaries()
    dump = [str(tools / "pg_dump"), "--no-owner", "--no-privileges", address(template)]
    load = [str(tools / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction", "-o", os.devnull]
    told = subprocess.run(dump, stdout=subprocess.PIPE, check=True).stdout
    subprocess.run([*load, server.url()], input=told, check=True)


@pytest.fixture(scope="module")
def seeded_template(migrated_template: str) -> str:
    """The name of a database with the small demo of today: a run that goes on past midnight makes another one."""
    return made_once(f"seeded_{timezone.localdate():%m%d}", migrated_template, "seed_demo", "--scale=small")


@contextlib.contextmanager
def own_copy(template: str, blocker: DjangoDbBlocker) -> Iterator[str]:
    """A copy that every thread's connection reads, until it is over."""
    usual = connection.settings_dict["NAME"]
    with blocker.unblock(), clone_of(template) as name:
        leave_database()
        connection.settings_dict["NAME"] = name  # the one dictionary that every thread's connection reads
        try:
            yield name
        finally:
            leave_database()
            connection.settings_dict["NAME"] = usual


@pytest.fixture
def committed_db(migrated_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The migrated database as a copy of one's own: commits are real, all threads see them."""
    with own_copy(migrated_template, django_db_blocker) as name:
        yield name


@pytest.fixture
def seeded_db(seeded_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The small demo as a copy of one's own."""
    with own_copy(seeded_template, django_db_blocker) as name:
        yield name
