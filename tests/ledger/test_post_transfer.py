"""Posting: balanced, idempotent, never below the floor, also when everybody posts at once."""

import contextlib
import random
import threading

import pytest
from django.db import connection
from django.db.models import F, Sum

from tests.ledger.books import account, post
from tests.personas import NOW
from timebank.ledger.actions.hold_minutes import hold_minutes
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.post_transfer import (
    HoldResolved,
    NotEnough,
    PostingKeyReused,
    UnitsDiffer,
)
from timebank.ledger.actions.release_hold import release_hold
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models import Account, Entry, Transfer
from timebank.ledger.queries import account_of


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


def test_hot_accounts_under_many_threads(committed_db):
    """VERIFICATION 2, small: no deadlock reaches a caller, every balance is the sum of its entries."""
    accounts = [account(f"林{i}", 1000) for i in range(6)]
    granted = Entry.objects.count() // 2
    trouble: list[str] = []

    def work(seed: int) -> None:
        chance = random.Random(seed)
        try:
            for number in range(40):
                source, target = chance.sample(accounts, 2)
                with contextlib.suppress(NotEnough):
                    post(source, target, chance.randint(1, 300), f"{seed}:{number}")
        except Exception as error:
            trouble.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    assert Entry.objects.aggregate(sum=Sum("amount"))["sum"] == 0
    assert Entry.objects.count() > 2 * granted
    for held in Account.objects.annotate(entries_sum=Sum("entries__amount")).filter(version__gt=0):
        assert held.balance == held.entries_sum
    assert not Account.objects.filter(kind=AccountKind.PERSON, balance__lt=F("floor")).exists()
    assert account_of(accounts[0].person_id).balance >= 0
