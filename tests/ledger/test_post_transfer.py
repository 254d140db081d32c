"""Posting: balanced, idempotent, never below the floor, also when everybody posts at once."""

import contextlib
import random
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection

from tests import personas
from tests.ledger.books import account, post
from tests.personas import NOW
from tests.sizes import sized
from timebank.ledger.actions.hold_minutes import hold_minutes
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.actions.post_transfer import (
    HoldResolved,
    NotEnough,
    PostingKeyReused,
    UnitsDiffer,
)
from timebank.ledger.actions.release_hold import release_hold
from timebank.ledger.audit import audit_ledger
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Entry, Transfer


@pytest.mark.django_db
def test_post_writes_two_entries_that_sum_to_zero():
    lin, fan = account("林细妹", 100), account("范阿土")
    transfer = post(lin, fan, 40, "a")
    entries = Entry.objects.filter(transfer=transfer)
    assert {(e.account_id, e.amount, e.balance_after, e.sequence) for e in entries} == {
        (lin.id, -40, 60, 2),
        (fan.id, 40, 40, 1),
    }


@pytest.mark.django_db
def test_post_again_with_the_same_key_changes_nothing():
    lin, fan = account("林细妹", 100), account("范阿土")
    assert post(lin, fan, 40, "a").id == post(lin, fan, 40, "a").id
    lin.refresh_from_db()
    assert lin.balance == 60
    with pytest.raises(PostingKeyReused):
        post(lin, fan, 41, "a")


@pytest.mark.django_db
def test_post_below_the_floor_is_refused_and_leaves_nothing():
    lin, fan = account("林细妹", 30), account("范阿土")
    with pytest.raises(NotEnough):
        post(lin, fan, 31, "a")
    assert not Transfer.objects.filter(key="a").exists()


@pytest.mark.django_db
def test_minutes_and_fen_never_mix():
    lin = account("林细妹", 30)
    purse = open_account(unit=Unit.FEN, kind=AccountKind.PERSON, person=lin.person)
    with pytest.raises(UnitsDiffer):
        post(lin, purse, 5, "a")


@pytest.mark.django_db
def test_held_minutes_cannot_be_spent_and_a_hold_resolves_once():
    lin, fan = account("林细妹", 100), account("范阿土")
    hold = hold_minutes(account=lin, amount=80, reference_kind="order", reference_id=lin.id, at=NOW)
    with pytest.raises(NotEnough):
        post(lin, fan, 21, "a")
    with pytest.raises(NotEnough):
        hold_minutes(account=lin, amount=21, reference_kind="order", reference_id=fan.id, at=NOW)
    post(lin, fan, 50, "b", hold_id=hold.id)
    lin.refresh_from_db()
    assert (lin.balance, lin.held) == (50, 0)
    with pytest.raises(HoldResolved):
        post(lin, fan, 10, "c", hold_id=hold.id)
    assert release_hold(reference_id=lin.id, at=NOW) == 0


@pytest.mark.verifies(2)
def test_hot_accounts_under_many_threads(committed_db):
    """No deadlock reaches a caller, every balance is the sum of its entries, whatever everybody does at once."""
    accounts = [account(f"林{i}", 1000) for i in range(sized(6, 10))]
    granted = Entry.objects.count() // 2
    trouble: list[str] = []

    def work(seed: int) -> None:
        chance = random.Random(seed)
        try:
            for number in range(sized(40, 500)):
                with contextlib.suppress(NotEnough):
                    act(chance, accounts, f"{seed}:{number}")
        except Exception as error:
            trouble.append(repr(error))
        finally:
            connection.close()

    in_threads(work, sized(8, 20))
    assert trouble == []
    assert Entry.objects.count() > 2 * granted
    assert audit_ledger().problems == []


def act(chance: random.Random, accounts: list[Account], key: str) -> None:
    """One of the things that happen to books: a posting, a batch, a hold that is settled or released."""
    source, target, third = chance.sample(accounts, 3)
    what = chance.random()
    if what < 0.6:
        post(source, target, chance.randint(1, 300), key)
    elif what < 0.8:
        pairs = [(source, target), (third, source), (target, third)]
        post_batch(
            postings=[
                Posting(
                    key=f"{key}:{number}",
                    kind=TransferKind.GIFT,
                    source_id=one.id,
                    target_id=other.id,
                    amount=chance.randint(1, 100),
                    happened_at=NOW,
                )
                for number, (one, other) in enumerate(pairs)
            ],
            by=None,
        )
    else:
        reference = personas.form_key()
        hold = hold_minutes(account=source, amount=50, reference_kind="test", reference_id=reference, at=NOW)
        if what < 0.9:
            post(source, target, 30, key, hold_id=hold.id)
        else:
            release_hold(reference_id=reference, at=NOW)


ODD_WORDS = ['a"b', "a\\b", "{a,b}", "NULL", " 老人 ", "😀", "it's", "100%", ""]


@pytest.mark.django_db
def test_a_batch_keeps_words_as_they_are(monkeypatch):
    """Its arrays are written by hand: what would end an element or a word must not."""
    lin, fan = account("林细妹", 100), account("范阿土")
    words = {"key": ODD_WORDS[:-1], "reference_kind": ODD_WORDS}
    for name, odd in words.items():
        sent = [
            Posting(**(_plain(lin, fan) | {"key": f"{name}:{place}"} | {name: word})) for place, word in enumerate(odd)
        ]
        assert post_batch(postings=sent, by=None) == len(odd)
        kept = {one.key: getattr(one, name) for one in Transfer.objects.filter(key__in=[one.key for one in sent])}
        assert kept == {one.key: getattr(one, name) for one in sent}
    assert audit_ledger().problems == []
    monkeypatch.setattr("timebank.ledger.actions.post_batch._quoted", str)  # negative control: written bare
    with pytest.raises(DatabaseError):
        post_batch(postings=[Posting(**_plain(lin, fan) | {"key": "c,d"})], by=None)


def _plain(source: Account, target: Account) -> dict[str, Any]:
    return {
        "kind": TransferKind.GIFT,
        "source_id": source.id,
        "target_id": target.id,
        "amount": 1,
        "happened_at": NOW,
    }


@pytest.mark.verifies(10)
def test_the_same_key_from_everywhere_at_once_posts_once(committed_db):
    lin, fan = account("林细妹", 100_000), account("范阿土")
    answers: list[object] = []

    def work(seed: int) -> None:
        for number in range(sized(5, 100)):
            answers.append((number, post(lin, fan, number + 1, f"same:{number}").id))
            with pytest.raises(PostingKeyReused):
                post(lin, fan, number + 2, f"same:{number}")
        connection.close()

    in_threads(work, sized(12, 50))
    assert len(answers) == sized(60, 5000)
    assert len(set(answers)) == Transfer.objects.filter(key__startswith="same:").count() == sized(5, 100)


def in_threads(work: Callable[[int], None], count: int) -> None:
    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
