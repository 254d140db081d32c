"""The books against a model of them in plain Python, step by step, in any order (VERIFICATION 1)."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.access.enums import Role
from tests import personas
from tests.personas import NOW
from tests.sizes import sized
from timebank.ledger.actions.expire_holds import expire_holds
from timebank.ledger.actions.hold_minutes import hold_minutes
from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.actions.post_transfer import HoldResolved, NotEnough, PostingKeyReused, UnitsDiffer, post_transfer
from timebank.ledger.actions.release_hold import release_hold
from timebank.ledger.actions.reversing import AlreadyReversed, close_request, open_request
from timebank.ledger.audit import audit_ledger
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Entry, Hold

BOOKS = 4
amounts = st.integers(1, 120)
books = st.integers(0, BOOKS - 1)


class Books(RuleBasedStateMachine):
    """Four books in minutes and one in fen; what they should hold is kept in dictionaries."""

    people: list = []  # made once a run: two officials and the holders
    audits = 0  # how many examples ended with one

    @initialize(start=st.lists(st.integers(0, 200), min_size=BOOKS, max_size=BOOKS))
    def open_books(self, start):
        self.savepoint = transaction.savepoint()  # every run begins with empty books
        holders = [personas.person(f"持有人{number}") for number in range(BOOKS)]
        self.accounts = [open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=who) for who in holders]
        self.fen = open_account(unit=Unit.FEN, kind=AccountKind.PERSON, person=holders[0])
        self.issuance = open_region_account(unit=Unit.MINUTE, kind=AccountKind.ISSUANCE, region_code=personas.COUNTY)
        self.balance = Counter(dict(enumerate(start)))
        self.held: Counter = Counter()
        self.holds: dict = {}  # id → (book, amount)
        self.resolved: list = []
        self.posted: dict = {}  # key → (source, target, amount)
        self.transfers: list = []  # (transfer, source, target), not reversed
        self.number = 0
        for book, amount in enumerate(start):
            if amount:
                self._post(self.issuance, self.accounts[book], amount, TransferKind.GRANT)

    def _key(self):
        self.number += 1
        return f"{self.accounts[0].id}:{self.number}"

    def _post(self, source, target, amount, kind=TransferKind.GIFT, key="", **fields):
        return post_transfer(
            key=key or self._key(),
            kind=kind,
            source=source,
            target=target,
            amount=amount,
            happened_at=NOW,
            by=None,
            **fields,
        )

    @staticmethod
    def _drawn(data, ids):
        """One of them by its place: ids are new in every run."""
        return list(ids)[data.draw(st.integers(0, len(ids) - 1))]

    def _free(self, book):
        return self.balance[book] - self.held[book]

    @rule(source=books, sink=books, amount=amounts)
    def post(self, source, sink, amount):
        target = sink  # `target` means something else to Hypothesis
        if source == target:
            return
        key = self._key()
        try:
            transfer = self._post(self.accounts[source], self.accounts[target], amount, key=key)
        except NotEnough:
            assert self._free(source) < amount
            return
        assert self._free(source) >= amount
        self.balance[source] -= amount
        self.balance[target] += amount
        self.posted[key] = (source, target, amount)
        self.transfers.append((transfer, source, target))

    @precondition(lambda self: self.posted)
    @rule(data=st.data(), other=st.booleans())
    def post_with_a_used_key(self, data, other):
        key = self._drawn(data, self.posted)
        source, target, amount = self.posted[key]
        if other:
            with pytest.raises(PostingKeyReused):
                self._post(self.accounts[source], self.accounts[target], amount + 1, key=key)
        else:
            self._post(self.accounts[source], self.accounts[target], amount, key=key)

    @rule(book=books, amount=amounts)
    def mix_units(self, book, amount):
        with pytest.raises(UnitsDiffer):
            self._post(self.accounts[book], self.fen, amount)

    @rule(book=books, amount=amounts, lasts=st.booleans())
    def hold(self, book, amount, lasts):
        try:
            hold = hold_minutes(
                account=self.accounts[book],
                amount=amount,
                reference_kind="test",
                reference_id=personas.form_key(),
                at=NOW,
                expires_at=None if lasts else NOW,
            )
        except NotEnough:
            assert self._free(book) < amount
            return
        self.held[book] += amount
        self.holds[hold.id] = (book, amount, hold, lasts)

    @precondition(lambda self: self.holds)
    @rule(data=st.data(), sink=books, spent=amounts)
    def settle(self, data, sink, spent):
        target = sink
        hold_id = self._drawn(data, self.holds)
        book, amount, _hold, _lasts = self.holds[hold_id]
        if book == target:
            return
        try:
            self._post(self.accounts[book], self.accounts[target], spent, hold_id=hold_id)
        except NotEnough:
            assert self._free(book) + amount < spent
            return
        self.held[book] -= amount
        self.balance[book] -= spent
        self.balance[target] += spent
        self.resolved.append(hold_id)
        del self.holds[hold_id]

    @precondition(lambda self: self.holds)
    @rule(data=st.data())
    def release(self, data):
        hold_id = self._drawn(data, self.holds)
        book, amount, hold, _lasts = self.holds.pop(hold_id)
        assert release_hold(reference_id=hold.reference_id, at=NOW) == amount
        self.held[book] -= amount
        self.resolved.append(hold_id)

    @rule()
    def time_out(self):
        over = {key: row for key, row in self.holds.items() if not row[3]}
        assert expire_holds(at=NOW + timedelta(minutes=1)) == sum(row[1] for row in over.values())
        for key, (book, amount, _hold, _lasts) in over.items():
            self.held[book] -= amount
            self.resolved.append(key)
            del self.holds[key]

    @precondition(lambda self: self.resolved)
    @rule(data=st.data())
    def resolve_again(self, data):
        hold = Hold.objects.get(id=self._drawn(data, self.resolved))
        assert release_hold(reference_id=hold.reference_id, at=NOW) == 0
        other = next(account for account in self.accounts if account.id != hold.account_id)
        with pytest.raises(HoldResolved):
            self._post(hold.account, other, 1, hold_id=hold.id)

    @precondition(lambda self: self.transfers)
    @rule(data=st.data(), instead=st.integers(0, 60))
    def reverse(self, data, instead):
        place = data.draw(st.integers(0, len(self.transfers) - 1))
        transfer, source, target = self.transfers[place]
        asks, decides = Books.people
        if instead == transfer.amount:
            instead = 0
        # Whoever spent it meanwhile keeps the request open: the next try must not be refused for that.
        request = transfer.reversal_requests.first() or open_request(
            transfer=transfer, by=asks, at=NOW, reason="测试", repost_amount=instead
        )
        instead = request.repost_amount
        with suppress(NotEnough):
            close_request(request=request, by=decides, at=NOW, approve=True)
            self.balance[target] += instead - transfer.amount
            self.balance[source] += transfer.amount - instead
            del self.transfers[place]
            with pytest.raises(AlreadyReversed):
                open_request(transfer=transfer, by=asks, at=NOW, reason="再来一次")

    @rule(moves=st.lists(st.tuples(books, books, amounts), min_size=1, max_size=5))
    def batch(self, moves):
        moves = [move for move in moves if move[0] != move[1]]
        after = self.balance.copy()
        for source, target, amount in moves:
            after[source] -= amount
            after[target] += amount
        possible = all(after[book] >= self.held[book] for move in moves for book in move[:2])
        postings = [
            Posting(
                key=self._key(),
                kind=TransferKind.GIFT,
                source_id=self.accounts[source].id,
                target_id=self.accounts[target].id,
                amount=amount,
                happened_at=NOW,
            )
            for source, target, amount in moves
        ]
        if possible:
            assert post_batch(postings=postings, by=None) == len(moves)
            self.balance = after
        else:
            with pytest.raises(NotEnough):
                post_batch(postings=postings, by=None)

    @invariant()
    def books_say_what_the_model_says(self):
        rows = {account.id: account for account in Account.objects.filter(id__in=[a.id for a in self.accounts])}
        for book, account in enumerate(self.accounts):
            stored = rows[account.id]
            assert (stored.balance, stored.held) == (self.balance[book], self.held[book])

    def teardown(self):
        if not hasattr(self, "accounts"):
            return
        assert Entry.objects.aggregate(sum=Sum("amount"))["sum"] in (0, None)
        problems = audit_ledger().problems
        Books.audits += 1
        transaction.savepoint_rollback(self.savepoint)
        assert problems == []


@pytest.mark.verifies(1)
def test_the_books_do_what_the_model_does(db):
    Books.audits = 0
    Books.people = [personas.user(name, Role.COUNTY_OFFICIAL, region=personas.COUNTY) for name in ("章科员", "连局长")]
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=sized(60, 2000),
            stateful_step_count=sized(30, 50),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Books.audits >= sized(60, 2000), "every example ends with an audit"


def test_negative_control_without_the_floor_the_model_disagrees(db):
    Books.people = [personas.user(name, Role.COUNTY_OFFICIAL, region=personas.COUNTY) for name in ("甲", "乙")]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_account DROP CONSTRAINT account_above_floor")
    with pytest.raises(BaseException):  # noqa: B017 - an assertion, or a group of them
        run_state_machine_as_test(
            Books,
            settings=settings(
                max_examples=30, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
            ),
        )
