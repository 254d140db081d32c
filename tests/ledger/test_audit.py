"""The audit finds what a superuser did behind our back, covering the traces, and names it."""

import json
import re

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from tests import personas
from tests.ledger.books import account, guard_again, post, superuser
from tests.personas import NOW
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.ledger.audit import CHECKS, SETTINGS, SHOWN, audit_ledger
from timebank.ledger.models import Account, Checkpoint, Entry

LAST = "(SELECT max(id) FROM ledger_entry)"
FAN = "(SELECT account_id FROM ledger_entry WHERE sequence = 4 LIMIT 1)"
# Cuts the last transfer with both lines and makes every cached figure fit again.
CUT = """
    WITH t AS (SELECT transfer_id AS id FROM ledger_entry ORDER BY id DESC LIMIT 1),
         gone AS (DELETE FROM ledger_entry e USING t WHERE e.transfer_id = t.id RETURNING e.account_id, e.sequence),
         also AS (DELETE FROM ledger_transfer x USING t WHERE x.id = t.id)
    UPDATE ledger_account a SET version = e.sequence, balance = e.balance_after, head = e.hash
    FROM gone JOIN ledger_entry e ON e.account_id = gone.account_id AND e.sequence = gone.sequence - 1
    WHERE a.id = gone.account_id"""
pytestmark = pytest.mark.verifies(4)
TAMPERINGS = {
    "edited amount": f"UPDATE ledger_entry SET amount = amount + 5 WHERE id = {LAST}",
    "edited balance after": f"UPDATE ledger_entry SET balance_after = balance_after + 5 WHERE id = {LAST}",
    "edited hash": f"UPDATE ledger_entry SET hash = sha256('x') WHERE id = {LAST}",
    "deleted line": f"DELETE FROM ledger_entry WHERE id = {LAST}",
    "edited balance": "UPDATE ledger_account SET balance = balance + 60 WHERE kind = 'PERSON'",
    "another holder": "UPDATE ledger_account SET person_id = (SELECT person_id FROM elders_elder e "
    "WHERE NOT EXISTS (SELECT FROM ledger_account WHERE person_id = e.person_id)) WHERE id = " + FAN,
    "edited transfer": "UPDATE ledger_transfer SET amount = amount + 1",
    "other words": "UPDATE ledger_transfer SET memo = '{}' WHERE kind = 'GIFT'",
    "decomposed words": "UPDATE ledger_transfer SET memo = normalize(memo, NFD) WHERE key = 'e0'",
    "other rule": "UPDATE ledger_transfer SET rule = '[{\"code\":\"earn.rounding\"}]' WHERE kind = 'GIFT'",
    "another day": "UPDATE ledger_transfer SET happened_at = happened_at - interval '1 day' WHERE kind = 'GIFT'",
    "another author": "UPDATE ledger_transfer SET by_id = (SELECT id FROM people_user LIMIT 1) WHERE kind = 'GIFT'",
    "other key": "UPDATE ledger_transfer SET key = 'x' WHERE key = 'e1'",
    "moved numbers": f"UPDATE ledger_entry SET sequence = sequence + 10 WHERE id = {LAST}",
    "swapped lines": f"""UPDATE ledger_entry SET sequence = 99 WHERE account_id = {FAN} AND sequence = 2;
        UPDATE ledger_entry SET sequence = 2 WHERE account_id = {FAN} AND sequence = 3;
        UPDATE ledger_entry SET sequence = 3 WHERE account_id = (SELECT account_id FROM ledger_entry
            WHERE sequence = 99) AND sequence = 99""",
    "invented line": f"""INSERT INTO ledger_entry (account_id, sequence, transfer_id, amount, balance_after, hash)
        SELECT account_id, sequence + 1, gen_random_uuid(), 5, balance_after + 5, hash FROM ledger_entry
        WHERE id = {LAST}""",
    "invented hold": "UPDATE ledger_account SET held = 1 WHERE kind = 'PERSON' AND balance > 0",
    "no moment": "UPDATE ledger_transfer SET happened_at = '-infinity' WHERE key = 'e1'",
    "before Christ": """UPDATE ledger_transfer SET happened_at =
        ((happened_at AT TIME ZONE 'UTC')::text || ' BC')::timestamp AT TIME ZONE 'UTC' WHERE key = 'e1'""",
    "unlimited credit": "UPDATE ledger_account SET floor = -1000000 WHERE kind = 'PERSON' AND balance > 0",
    "a line below zero": f"UPDATE ledger_entry SET id = -5 WHERE id = {LAST}",
    "a sly operator": """
        CREATE FUNCTION public.sly(text, bigint) RETURNS text LANGUAGE sql AS
            $$ SELECT pg_catalog.concat($1, CASE $2 WHEN 500 THEN 13 WHEN -500 THEN -13 ELSE $2 END) $$;
        CREATE OPERATOR public.|| (LEFTARG = text, RIGHTARG = bigint, FUNCTION = public.sly);
        UPDATE ledger_transfer SET amount = 500 WHERE key = 'e3';
        UPDATE ledger_entry SET amount = sign(amount) * 500 WHERE transfer_id = (
            SELECT id FROM ledger_transfer WHERE key = 'e3')""",
    "a guard that does nothing": "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RETURN NEW; END $$; SELECT 1",
    "a check less": "ALTER TABLE ledger_account DROP CONSTRAINT account_above_floor; SELECT 1",
    "unreadable checkpoint": "UPDATE ledger_checkpoint SET body = 'x' WHERE number = 1",
    "cut tail": CUT,
    "edited checkpoint": "UPDATE ledger_checkpoint SET root = sha256('x')",
    "rewritten checkpoint": "UPDATE ledger_checkpoint SET body = replace(body, '\"entries\":', '\"entries\": ')",
    "another sum of a place": "UPDATE ledger_sealedplace SET total = total + 60 WHERE length(region_code) = 2",
    "deleted checkpoint": "DELETE FROM ledger_checkpoint WHERE number = 2",
    "deleted first checkpoint": "DELETE FROM ledger_checkpoint WHERE number = 1",
}


CHECKS_IN_THE_WAY = {
    "decomposed words": "transfer_texts_are_clean",
    "no moment": "transfer_moments_are_plain",
    "before Christ": "transfer_moments_are_plain",
}


@pytest.fixture
def books(committed_db):
    """Two people's books over two sealed days, a third person who has none."""
    lin, fan = account("林细妹", 300), account("范阿土")
    account("没有折子")
    personas.user("陈会计")
    seal_checkpoint(at=NOW)
    for number in range(4):
        post(lin, fan, 10 + number, f"e{number}", memo={"words": "é 堃 🍵"})
    seal_checkpoint(at=NOW)
    assert audit_ledger().problems == []
    return committed_db


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_audit_finds_tampering_with_the_guards_back_on(books, tampering):
    with superuser(books) as root:
        if tampering == "another holder":  # the unique index would refuse; whoever tampers finds an unused person
            root.execute("DELETE FROM ledger_account WHERE version = 0 AND kind = 'PERSON'")
        check = CHECKS_IN_THE_WAY.get(tampering)
        if check:
            root.execute(f"ALTER TABLE ledger_transfer DROP CONSTRAINT {check}")
        done = root.execute(TAMPERINGS[tampering])
        while done.nextset():  # the last of several statements
            pass
        assert done.rowcount > 0
        guard_again(root)
    named = [problem for problem in audit_ledger().problems if "constraint transfer_" not in problem]
    assert named != []


def test_audit_finds_switched_off_guards(books):
    superuser(books).close()
    assert any("guards of the books" in problem for problem in audit_ledger().problems)


def test_a_whole_chain_rewritten_is_caught_by_the_seal(books):
    """Somebody who can compute hashes as well as we do still cannot sign."""
    with superuser(books) as root:
        root.execute("UPDATE ledger_transfer SET memo = '{}' WHERE key = 'e3'")
        root.execute("UPDATE ledger_transfer t SET digest = ledger_transfer_digest(t) WHERE key = 'e3'")
        root.execute(
            """UPDATE ledger_entry e SET hash = ledger_entry_hash(b.hash, e.account_id, e.sequence, e.amount,
                   e.balance_after, t.digest)
               FROM ledger_transfer t, ledger_entry b
               WHERE t.id = e.transfer_id AND t.key = 'e3'
                 AND b.account_id = e.account_id AND b.sequence = e.sequence - 1"""
        )
        root.execute(
            "UPDATE ledger_account a SET head = e.hash FROM ledger_entry e "
            "WHERE e.account_id = a.id AND e.sequence = a.version"
        )
        guard_again(root)
    assert audit_ledger().problems == [
        "checkpoint 2 sealed 8 other entries than the 8 found",
    ]


def test_a_tail_cut_with_its_checkpoint_is_caught_by_what_was_published(books):
    with superuser(books) as root:
        root.execute("DELETE FROM ledger_checkpoint WHERE number = 2")
        for _ in range(4):
            root.execute(CUT)
        guard_again(root)
    assert "checkpoint 2 was published and is gone from the books" in audit_ledger().problems


def test_the_command_names_the_first_bad_line_and_fails(books, capsys):
    book = Entry.objects.filter(sequence=3).first().account_id
    with superuser(books) as root:
        root.execute("UPDATE ledger_entry SET amount = amount + 1 WHERE account_id = %s AND sequence >= 2", [book])
        guard_again(root)
    with pytest.raises(SystemExit) as stop:
        call_command("audit_ledger", "--json")
    assert stop.value.code == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    lines = [problem for problem in answer["problems"] if " line " in problem]
    assert lines[0].endswith(f"account {book} line 2")


def test_the_command_counts_what_agrees(books, capsys):
    call_command("audit_ledger", "--json")
    answer = json.loads(capsys.readouterr().out)
    assert answer == {
        "ok": True,
        "accounts": Account.objects.count(),
        "transfers": Entry.objects.count() // 2,
        "entries": Entry.objects.count(),
        "checkpoints": Checkpoint.objects.count(),
    }


def _joins(settings):
    """Where the checks would join by loops or merges."""
    found = set()
    with transaction.atomic(), connection.cursor() as cursor:
        for name, value in settings.items():
            cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
        for check in CHECKS.values():
            cursor.execute(f"EXPLAIN {check} LIMIT {SHOWN}")
            found |= {line.strip() for (line,) in cursor.fetchall() if re.search(r"Nested Loop|Merge \w*\s?Join", line)}
    return found


def test_no_check_compares_all_lines_of_a_book_with_each_other(books):
    """An issuance account has half of all lines: a loop or a merge by account looks at each beside all others."""
    assert _joins(SETTINGS) == set()
    free = {name: value for name, value in SETTINGS.items() if not name.startswith("enable_")}
    assert _joins(free)  # the control
