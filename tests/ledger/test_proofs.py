"""Seals, and statements that are checked without the database."""

import base64
import json
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.books import account, post
from tests.personas import NOW
from timebank.ledger import keys as signing
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.actions.seal_checkpoint import publish_missing, seal_checkpoint
from timebank.ledger.audit import audit_ledger
from timebank.ledger.checkpoint_text import hash_of
from timebank.ledger.keys import public_keys, read_keys, rotate_key
from timebank.ledger.merkle import prove, root_from, root_of
from timebank.ledger.models import Checkpoint
from timebank.ledger.proof import to_sign, verify_statement
from timebank.ledger.statement import signed_statement


@given(size=st.integers(1, 70), data=st.data())
def test_every_leaf_proves_itself_and_no_other(size, data):
    leaves = [number.to_bytes(32) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    proof = prove(leaves, index)
    assert root_from(leaves[index], proof) == root_of(leaves)
    assert root_from((size + 1).to_bytes(32), proof) != root_of(leaves)


def test_the_tree_is_the_one_of_rfc_6962():
    """Roots of the test vectors that certificate transparency logs are checked with."""
    leaves = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
    assert root_of(leaves).hex() == "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"
    assert root_of(leaves[:3]).hex() == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"


@pytest.fixture
def book(db):
    lin, fan = account("林细妹", 300), account("范阿土")
    for number in range(3):
        post(lin, fan, 10 + number, f"a{number}", memo={"words": "堃 é 🍵"})
    seal_checkpoint(at=NOW)
    publish_missing()
    post(lin, fan, 7, "later")
    return lin


def statement(book, **period):
    return signed_statement(book, at=NOW, since=period.get("since"), until=period.get("until"))


def test_a_statement_proves_itself(book):
    verdict = verify_statement(statement(book), public_keys())
    assert verdict.genuine
    assert (verdict.holder, verdict.first_line, verdict.last_line, verdict.balance) == ("林细妹", 1, 5, 260)
    assert (verdict.sealed_line, verdict.checkpoint) == (4, 1)
    assert verdict.checkpoint_code == hash_of(Checkpoint.objects.get().body)


def test_a_statement_without_lines_or_seal_is_genuine_too(db):
    empty = account("范阿土")
    verdict = verify_statement(statement(empty), public_keys())
    assert verdict.genuine
    assert (verdict.last_line, verdict.balance, verdict.sealed_line) == (0, 0, 0)


def test_a_period_begins_where_the_one_before_ended(book):
    after, before = NOW + timedelta(days=1), NOW - timedelta(days=1)
    assert verify_statement(statement(book, since=after), public_keys()).last_line == 5
    assert verify_statement(statement(book, until=before), public_keys()).last_line == 0
    post_transfer(key="late", kind="GIFT", source=book, target=account("陈旺"), amount=1, happened_at=after, by=None)
    verdict = verify_statement(statement(book, since=after), public_keys())
    assert (verdict.genuine, verdict.first_line, verdict.last_line) == (True, 6, 6)


def change(text, **to):
    """The statement with its body changed, as a forger would: every field but the signature."""
    document = json.loads(text)
    body = json.loads(document["body"])
    for path, value in to.items():
        where = body
        *steps, last = path.split("__")
        for step in steps:
            where = where[int(step) if step.lstrip("-").isdigit() else step]
        where[last] = value
    document["body"] = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return document


FORGERIES = {
    "balance": {"closing__balance": 999},
    "amount": {"lines__1__amount": -1},
    "line balance": {"lines__1__balance": 999},
    "words": {"lines__1__transfer__memo": "{}"},
    "rule": {"lines__1__transfer__rule": '["x"]'},
    "opening": {"opening__balance": 40},
    "holder": {"account__person": "00000000-0000-0000-0000-000000000000"},
    "hash": {"lines__1__hash": "00" * 32},
    "fewer lines": {"lines": []},
    "proof": {"sealed__proof__index": 1},
    "sealed line": {"sealed__line": 3},
    "deep proof": {"sealed__proof__path": ["00" * 32] * 65},
    "boolean": {"opening__sequence": False},
    "fraction": {"lines__0__transfer__amount": 300.0},
    "endless": {"closing__balance": float("inf")},
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_statement_is_found_even_when_signed_by_us(book, forgery):
    """A dishonest operator signs a false body: the chain and the seal speak against it."""
    document = change(statement(book), **FORGERIES[forgery])
    assert not verify_statement(json.dumps(document), public_keys()).genuine
    signature = signing.sign(to_sign(document["body"]))
    document["signature"] = base64.b64encode(signature.value).decode()
    verdict = verify_statement(json.dumps(document), public_keys())
    assert verdict.findings
    assert "bad_signature" not in {finding.code for finding in verdict.findings}


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"body": 1}', "\x00", '{"a":' * 5000, "%PDF-1.7"])
def test_what_is_no_statement_gets_a_verdict_not_an_error(db, text):
    verdict = verify_statement(text, public_keys())
    assert [finding.code for finding in verdict.findings] == ["not_a_statement"]


def test_another_houses_key_does_not_count(book, settings, tmp_path):
    text = statement(book)
    settings.LEDGER_KEYS = tmp_path / "elsewhere"
    verdict = verify_statement(text, public_keys())
    assert {finding.code for finding in verdict.findings} == {"bad_signature", "bad_checkpoint_signature"}


def test_after_a_rotation_old_and_new_signatures_hold(book, settings, tmp_path):
    settings.LEDGER_KEYS = tmp_path / "keys"
    seal_checkpoint(at=NOW)
    old = public_keys()[-1].key
    rotate_key(at=NOW)
    assert not (tmp_path / "keys" / f"{old}.pem").exists()
    sealed = seal_checkpoint(at=NOW)
    assert sealed.key != old
    assert verify_statement(statement(book), public_keys()).genuine
    stranger = json.loads((tmp_path / "keys" / "keys.json").read_text())
    stranger["keys"][1]["handed_over"] = stranger["keys"][0]["public"]
    with pytest.raises(signing.KeysUnusable):
        read_keys(json.dumps(stranger))


def test_a_lost_key_is_followed_openly_and_what_it_signed_holds(book, settings, tmp_path):
    settings.LEDGER_KEYS = tmp_path / "keys"
    seal_checkpoint(at=NOW)
    text, old = statement(book), public_keys()[-1].key
    with pytest.raises(signing.KeyNotLost, match=old):
        rotate_key(at=NOW, lost=True)
    (tmp_path / "keys" / f"{old}.pem").unlink()
    signing._private.cache_clear()  # as after a restart
    with pytest.raises(signing.KeysUnusable):
        rotate_key(at=NOW)
    rotate_key(at=NOW, lost=True)
    assert seal_checkpoint(at=NOW).key == public_keys()[-1].key != old
    assert [key.follows_lost for key in public_keys()] == [False, True]
    assert verify_statement(text, public_keys()).genuine
    assert verify_statement(statement(book), public_keys()).genuine
    silent = json.loads((tmp_path / "keys" / "keys.json").read_text())
    del silent["keys"][1]["follows_lost"]
    with pytest.raises(signing.KeysUnusable):
        read_keys(json.dumps(silent))


def test_a_key_that_was_handed_on_signs_no_more(book, settings, tmp_path):
    """Else a stolen old key would sign for ever, and a rotation would help nobody."""
    settings.LEDGER_KEYS = tmp_path / "keys"
    text = statement(book)
    rotate_key(at=NOW - timedelta(days=1))
    verdict = verify_statement(text, public_keys())
    assert "bad_signature" in {finding.code for finding in verdict.findings}


def test_a_later_stretch_proves_what_it_begins_with(book):
    """Signed by a dishonest house: a balance that no line explains."""
    later = json.loads(statement(book, since=NOW + timedelta(days=1)))
    body = json.loads(later["body"])
    assert (body["opening"]["sequence"], body["lines"]) == (5, [])
    body["opening"]["balance"] = body["closing"]["balance"] = 999_999
    later["body"] = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    later["signature"] = base64.b64encode(signing.sign(to_sign(later["body"])).value).decode()
    verdict = verify_statement(json.dumps(later), public_keys())
    assert [finding.code for finding in verdict.findings] == ["bad_opening"]
    assert not verdict.holder_proven


def test_private_keys_are_readable_by_their_owner_only(book):
    pem = settings.LEDGER_KEYS / f"{public_keys()[-1].key}.pem"
    assert pem.stat().st_mode & 0o077 == 0


def test_checkpoints_follow_each_other_also_without_entries(book, published_checkpoints):
    seal_checkpoint(at=NOW)
    quiet = seal_checkpoint(at=NOW + timedelta(days=1))
    publish_missing()
    assert (quiet.number, quiet.entries) == (3, 0)
    assert len(list(published_checkpoints.glob("*.json"))) == 3
    assert audit_ledger().problems == []


def test_a_checkpoint_that_was_not_published_is_published_next_time(book, published_checkpoints):
    (published_checkpoints / "000001.json").unlink()
    assert "checkpoint 1 was never published" in audit_ledger().problems
    publish_missing()
    assert audit_ledger().problems == []


def test_the_command_checks_a_file_without_the_database(book, tmp_path, capsys):
    file = tmp_path / "statement.json"
    file.write_text(statement(book), encoding="utf-8")
    call_command("verify_statement", str(file))
    assert "genuine: 林细妹, lines 1 to 5, balance 260 MINUTE" in capsys.readouterr().out
    file.write_text(file.read_text().replace("林细妹", "林大妹"), encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("verify_statement", str(file))
    assert "NOT GENUINE" in capsys.readouterr().out
