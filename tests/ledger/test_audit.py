"""The audit finds what a superuser did behind our back, and names it."""

import os

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests import personas
from timebank.ledger.audit import audit_ledger

TAMPERINGS = {
    "edited amount": "UPDATE ledger_entry SET amount = amount + 5 WHERE id = (SELECT max(id) FROM ledger_entry)",
    "deleted entry": "DELETE FROM ledger_entry WHERE id = (SELECT max(id) FROM ledger_entry)",
    "edited balance": "UPDATE ledger_account SET balance = balance + 60 WHERE kind = 'PERSON'",
    "edited transfer": "UPDATE ledger_transfer SET amount = amount + 1",
    "swapped lines": "UPDATE ledger_entry SET sequence = sequence + 10 WHERE id = (SELECT max(id) FROM ledger_entry)",
    "invented hold": "UPDATE ledger_account SET held = 1 WHERE kind = 'PERSON'",
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_audit_finds_tampering(committed_db, tampering):
    personas.elder(minutes=120)
    assert audit_ledger().problems == []
    address = make_conninfo(os.environ["DATABASE_URL"], dbname=committed_db, user="postgres")
    with psycopg.connect(address, autocommit=True) as superuser:
        for table in ("ledger_entry", "ledger_account", "ledger_transfer"):
            superuser.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        superuser.execute(TAMPERINGS[tampering])
    assert audit_ledger().problems != []
