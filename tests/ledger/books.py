"""Short ways to open a book and to post, for tests of the ledger."""

import os
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from tests import personas
from tests.personas import NOW
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Transfer


def account(name: str, minutes: int = 0, **fields: Any) -> Account:
    """The book of a new elder, with ``minutes`` granted."""
    holder = personas.elder(name, minutes=minutes, **fields).person
    return open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=holder)


def post(source: Account, target: Account, amount: int, key: str, **fields: Any) -> Transfer:
    """A gift from one book to the other."""
    return post_transfer(
        key=key, kind=TransferKind.GIFT, source=source, target=target, amount=amount, happened_at=NOW, by=None, **fields
    )


def superuser(database: str, *, guards: bool = False) -> psycopg.Connection:
    """Somebody who may do anything to the database; without ``guards`` the ledger's triggers are off."""
    address = make_conninfo(os.environ["DATABASE_URL"], dbname=database, user="postgres")
    connection = psycopg.connect(address, autocommit=True)
    if not guards:
        for table in _there(connection):
            connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    return connection


def _there(connection: psycopg.Connection) -> list[str]:
    """The tables that this database has: one of an older release lacks some."""
    rows = connection.execute(
        "SELECT name FROM unnest(%s::text[]) AS name WHERE to_regclass(name) IS NOT NULL", [list(TABLES)]
    )
    return [name for (name,) in rows]


def guard_again(connection: psycopg.Connection) -> None:
    """Switch the triggers on as they were: whoever tampers covers the traces."""
    for table in _there(connection):
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    rows = connection.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
        "WHERE NOT tgisinternal AND tgrelid::regclass::text = ANY(%s)",
        [list(TABLES)],
    ).fetchall()
    for table, trigger in rows:
        connection.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")


TABLES = (
    "ledger_entry",
    "ledger_account",
    "ledger_transfer",
    "ledger_checkpoint",
    "ledger_hold",
    "ledger_sealedplace",
    "ledger_servedday",
)
