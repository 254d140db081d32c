"""What was written stays written, whoever asks and however."""

import os

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from psycopg.conninfo import make_conninfo

from accounts.access.models import Reveal
from accounts.journal.models import Event
from tests import personas
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.ledger.models import Account, Checkpoint, Entry, Transfer

pytestmark = pytest.mark.verifies(3)
TABLES = ["ledger_transfer", "ledger_entry", "ledger_checkpoint", "journal_event", "access_reveal"]
CHANGES = {
    "ledger_transfer": "UPDATE ledger_transfer SET amount = amount + 1",
    "ledger_entry": "UPDATE ledger_entry SET amount = amount + 1",
    "ledger_checkpoint": "UPDATE ledger_checkpoint SET entries = 0",
    "journal_event": "UPDATE journal_event SET name = 'nothing'",
    "access_reveal": "UPDATE access_reveal SET purpose = 'none'",
}


@pytest.fixture
def lin(db):
    lin = personas.elder()
    mei = personas.proxy(lin)
    Reveal.objects.create(by=mei, person=lin.person, purpose="order", reference="x", at=personas.NOW)
    seal_checkpoint(at=personas.NOW)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else pending checks, not the triggers, stop the statements
    return lin


def refused(statement: str) -> bool:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return True


@pytest.mark.parametrize("table", TABLES)
def test_rows_cannot_be_changed_deleted_or_truncated_even_by_the_owner(lin, table):
    assert refused(CHANGES[table])
    assert refused(f"DELETE FROM {table}")
    assert refused(f"TRUNCATE {table} CASCADE")


def test_a_superuser_posing_as_a_replica_cannot_either(committed_db):
    """A replica's role skips ordinary triggers; ours are ENABLE ALWAYS."""
    lin = personas.elder()
    mei = personas.proxy(lin)
    Reveal.objects.create(by=mei, person=lin.person, purpose="order", reference="x", at=personas.NOW)
    seal_checkpoint(at=personas.NOW)
    address = make_conninfo(os.environ["DATABASE_URL"], dbname=committed_db, user="postgres")
    with psycopg.connect(address, autocommit=True) as superuser:
        superuser.execute("SET session_replication_role = replica")
        for table in TABLES:
            for statement in (CHANGES[table], f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
                with pytest.raises(psycopg.Error, match="append-only"):
                    superuser.execute(statement)


def test_negative_control_without_the_trigger_a_row_changes(lin):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER append_only_row")
        cursor.execute(CHANGES["ledger_entry"])
        assert cursor.rowcount > 0


@pytest.mark.parametrize("model", [Transfer, Entry, Checkpoint, Event, Reveal])
def test_the_orm_cannot_change_them_either(lin, model):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all().delete() if model in (Entry, Reveal) else model.objects.first().save()


def test_accounts_cannot_be_deleted(lin):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM ledger_account")


@pytest.mark.parametrize("change", [{"balance": 999}, {"held": 10}, {"version": 7}])
def test_a_balance_without_its_entry_does_not_survive_the_commit(lin, change):
    with (
        pytest.raises(DatabaseError, match="does not agree"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        Account.objects.filter(person=lin.person_id).update(**change)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
