"""Every field of a posting counts: what a key stands for, what is written, what the database compares.

Written against mistakes that nothing else noticed (tests/mutants).
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tests import personas
from tests.ledger.books import account
from tests.personas import NOW
from timebank.ledger.actions.hold_minutes import hold_minutes
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.actions.post_transfer import (
    AccountClosed,
    HoldResolved,
    NotEnough,
    NotThatReversal,
    PostingKeyReused,
    UnitsDiffer,
    post_transfer,
)
from timebank.ledger.audit import audit_ledger
from timebank.ledger.enums import AccountKind, HoldStatus, ReversalStatus, TransferKind, Unit
from timebank.ledger.models import Account, Entry, Hold, ReversalRequest, Transfer

pytestmark = pytest.mark.django_db
FIRST, OTHER = personas.form_key(), personas.form_key()
MEMO, RULE = {"words": "买菜 · é"}, [{"code": "gift.limit", "value": 600}]


@pytest.fixture
def books():
    return account("林细妹", 100), account("范阿土", 50), account("陈旺", 70)


def told(books, **changed):
    """A gift of Lin's to Fan, with something in every field."""
    lin, fan, _chen = books
    return {
        "key": "k",
        "kind": TransferKind.GIFT,
        "source": lin,
        "target": fan,
        "amount": 7,
        "happened_at": NOW,
        "reference_kind": "order",
        "reference_id": FIRST,
        "memo": MEMO,
        "rule": RULE,
        **changed,
    }


def single(by=None, **fields):
    return post_transfer(by=by, **fields)


def batch(by=None, **fields):
    source, target = fields.pop("source"), fields.pop("target")
    return post_batch(by=by, postings=[Posting(source_id=source.id, target_id=target.id, **fields)])


both = pytest.mark.parametrize("way", [single, batch])


@both
def test_everything_is_written_as_it_was_told(books, way):
    mei = personas.user("林小梅")
    way(by=mei, **told(books, happened_at=NOW - timedelta(days=3)))
    found = Transfer.objects.get(key="k")
    assert (found.kind, found.source, found.target, found.amount) == ("GIFT", books[0], books[1], 7)
    assert (found.reference_kind, found.reference_id, found.by) == ("order", FIRST, mei)
    assert (found.memo, found.rule, found.reverses_id) == (MEMO, RULE, None)
    assert found.happened_at == NOW - timedelta(days=3)
    lines = Entry.objects.filter(transfer=found).order_by("amount")
    assert [(line.account, line.amount, line.balance_after, line.sequence) for line in lines] == [
        (books[0], -7, 93, 2),
        (books[1], 7, 57, 2),
    ]
    assert audit_ledger().ok


@pytest.mark.parametrize("again", [single, batch])
@both
def test_a_key_stands_for_every_field_of_its_posting(books, way, again):
    way(**told(books))
    lin, fan, chen = books
    for changed in (
        {"kind": TransferKind.DONATE},
        {"source": chen},
        {"target": chen},
        {"source": fan, "target": lin},
        {"amount": 8},
        {"reference_kind": "meal"},
        {"reference_id": OTHER},
        {"reference_id": None},
    ):
        with pytest.raises(PostingKeyReused):
            again(**told(books, **changed))
    assert Transfer.objects.filter(key="k").count() == 1
    lin.refresh_from_db()
    assert lin.balance == 93


@both
def test_the_same_again_is_the_first_and_moves_nothing(books, way):
    first = way(**told(books, reference_id=None, reference_kind=""))
    lines = Entry.objects.count()
    again = way(**told(books, reference_id=None, reference_kind="", memo={"words": "other words"}))
    assert Entry.objects.count() == lines
    if way is single:
        assert (again, again.memo, again.digest) == (first, MEMO, Transfer.objects.get(key="k").digest)
        assert first._state.adding is False
    else:
        assert (first, again) == (1, 0)


@both
def test_what_cannot_be_posted_says_why_and_leaves_nothing(books, way):
    lin, _fan, _chen = books
    fen = Account.objects.create(unit=Unit.FEN, kind=AccountKind.PERSON, person=lin.person)
    before = Transfer.objects.count(), Entry.objects.count()
    for refusal, changed in ((NotEnough, {"amount": 101}), (UnitsDiffer, {"target": fen})):
        with pytest.raises(refusal):
            way(**told(books, **changed))
    assert (Transfer.objects.count(), Entry.objects.count()) == before
    lin.refresh_from_db()
    assert (lin.balance, lin.version) == (100, 1)


def test_no_posting_is_none():
    assert post_batch(postings=[], by=None) == 0


def test_a_batch_leaves_out_what_was_posted_and_writes_the_rest_in_its_order(books):
    lin, fan, chen = books

    def one(key, source, target, amount, memo):
        return Posting(
            key=key,
            kind=TransferKind.GIFT,
            source_id=source.id,
            target_id=target.id,
            amount=amount,
            happened_at=NOW,
            memo=memo,
            rule=RULE,
        )

    same = {"words": "for all"}
    first = one("z", lin, fan, 5, same)
    assert post_batch(postings=[first], by=None) == 1
    rest = [first, one("b", fan, chen, 55, same), one("a", lin, fan, 1, {"words": "alone"})]
    assert post_batch(postings=rest, by=None) == 2
    lines = Entry.objects.filter(account=fan).order_by("sequence").values_list("amount", "balance_after", "sequence")
    assert list(lines) == [(50, 50, 1), (5, 55, 2), (-55, 0, 3), (1, 1, 4)]
    memos = Transfer.objects.filter(key__in="zab").order_by("key").values_list("memo", "rule")
    assert [(memo, rule) for memo, rule in memos] == [
        (Transfer(memo={"words": "alone"}).memo, RULE),
        (same, RULE),
        (same, RULE),
    ]
    assert audit_ledger().ok


# --- holds ---


def test_a_hold_is_settled_whole_by_the_account_it_stands_on(books):
    lin, fan, _chen = books
    hold = hold_minutes(account=lin, amount=30, reference_kind="order", reference_id=FIRST, at=NOW)
    with pytest.raises(HoldResolved):
        single(**told(books, source=fan, target=lin, hold_id=hold.id))
    with pytest.raises(NotEnough):
        single(**told(books, amount=71))
    single(**told(books, hold_id=hold.id, amount=80))
    lin.refresh_from_db()
    assert (lin.balance, lin.held) == (20, 0)
    hold = Hold.objects.get(id=hold.id)
    assert hold.status == HoldStatus.SETTLED
    assert hold.resolved_at is not None
    with pytest.raises(HoldResolved):
        single(**told(books, key="twice", hold_id=hold.id))


# --- what the database compares when lines or balances are written by hand ---


def written(statement, *values):
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute(statement, values)


LINES = (
    "INSERT INTO ledger_entry (account_id, sequence, transfer_id, amount, balance_after, hash) "
    "SELECT a, s, %s, m, 0, sha256('') FROM unnest(%s::uuid[], %s::bigint[], %s::bigint[]) AS l(a, s, m)"
)


def test_lines_are_the_two_sides_of_a_transfer_that_stands(books):
    lin, fan, chen = books
    transfer = bare(books)
    wrong = [
        ([lin], [-7]),  # one side
        ([lin, fan, chen], [-7, 7, 1]),
        ([lin, fan], [-6, 7]),
        ([lin, fan], [-7, 6]),
        ([fan, lin], [-7, 7]),
        ([chen, fan], [-7, 7]),
        ([lin, chen], [-7, 7]),
    ]
    for accounts, amounts in wrong:
        with pytest.raises(DatabaseError, match="two sides"):
            written(LINES, transfer, [one.id for one in accounts], [9] * len(amounts), amounts)
    with pytest.raises(DatabaseError, match="two sides"):
        written(LINES, OTHER, [lin.id, fan.id], [9, 9], [-7, 7])
    written(LINES, transfer, [lin.id, fan.id], [9, 9], [-7, 7])  # the control


def test_two_halves_of_two_transfers_make_no_whole_and_nobody_is_no_side(books):
    lin, fan, _chen = books
    halves = LINES.replace("SELECT a, s, %s, m", "SELECT a, s, t, m").replace("l(a, s, m)", "l(a, s, m, t)")
    halves = halves.replace("%s::bigint[])", "%s::bigint[], %s::uuid[])")
    one, two = bare(books, "one"), bare(books, "two")
    with pytest.raises(DatabaseError, match="two sides"):
        written(halves, [lin.id, fan.id], [9, 9], [-7, 7], [one, two])
    written(halves, [lin.id, fan.id, lin.id, fan.id], [9, 9, 10, 10], [-7, 7, -7, 7], [one, one, two, two])
    for sides in ((lin.id, OTHER), (OTHER, fan.id)):
        transfer = bare(sides, f"nobody {sides}")
        with pytest.raises(DatabaseError, match="two sides"):
            written(LINES, transfer, list(sides), [11, 11], [-7, 7])


def bare(books, key="bare"):
    """A transfer without its lines, as nobody but SQL can write it."""
    made = personas.form_key()
    source, target = (getattr(book, "id", book) for book in books[:2])
    written(
        "INSERT INTO ledger_transfer (id, key, kind, source_id, target_id, amount, reference_kind, memo, rule, "
        "happened_at, posted_at, digest) "
        "VALUES (%s, %s, 'GIFT', %s, %s, 7, '', '{}', '[]', now(), now(), sha256(''))",
        made,
        key,
        source,
        target,
    )
    return made


@pytest.mark.parametrize(
    "change",
    ["balance = balance + 1", "version = version + 1", "head = sha256('x')", "held = held + 1", "version = 0"],
)
def test_a_balance_is_what_its_last_line_says(books, change):
    lin, _fan, _chen = books
    with pytest.raises(DatabaseError, match="does not agree"):
        written(f"UPDATE ledger_account SET {change} WHERE id = %s", lin.id)
    written("UPDATE ledger_account SET floor = floor WHERE id = %s", lin.id)  # the control


@pytest.mark.parametrize("change", ["balance = 1", "head = sha256('x')", "version = 1", "held = 1"])
def test_an_account_without_lines_is_empty(books, change):
    new = account("黄秀金")
    with pytest.raises(DatabaseError):
        written(f"UPDATE ledger_account SET {change}, floor = -9 WHERE id = %s", new.id)


def test_a_hold_that_was_given_back_counts_no_more(books):
    lin, _fan, _chen = books
    hold_minutes(account=lin, amount=30, reference_kind="order", reference_id=FIRST, at=NOW)
    with pytest.raises(DatabaseError, match="does not agree"):
        written("UPDATE ledger_account SET held = 0 WHERE id = %s", lin.id)


# --- reversals: each condition alone ---


@both
def test_a_reversal_mirrors_what_two_people_agreed_to(books, way):
    lin, fan, chen = books
    gift = single(**told(books))
    asked, agreed = personas.user("章科员"), personas.user("连局长")

    def request(of, **changed):
        return ReversalRequest.objects.create(
            **{
                "transfer": of,
                "reason": "写错了",
                "requested_by": asked,
                "requested_at": NOW,
                "status": ReversalStatus.APPROVED,
                "decided_by": agreed,
                "decided_at": NOW,
                **changed,
            }
        )

    refused = request(gift, status=ReversalStatus.REFUSED)  # by two people, too
    mirror = {
        "key": "back",
        "kind": TransferKind.REVERSE,
        "source": fan,
        "target": lin,
        "reference_kind": "reversal_request",
        "reverses_id": gift.id,
    }
    with pytest.raises(NotThatReversal):
        way(**told(books, **mirror, reference_id=refused.id))
    agreed_to = request(gift)
    for wrong in ({"source": chen}, {"target": chen}, {"amount": 6}, {"reference_id": OTHER}):
        with pytest.raises(NotThatReversal):
            way(**told(books, **{**mirror, "reference_id": agreed_to.id, **wrong}))
    way(**told(books, **mirror, reference_id=agreed_to.id))
    back = Transfer.objects.get(key="back")
    assert back.reverses_id == gift.id
    with pytest.raises(NotThatReversal):  # what was taken back is not taken back again
        way(
            **told(
                books,
                key="to and fro",
                kind=TransferKind.REVERSE,
                reference_kind="reversal_request",
                reference_id=request(back).id,
                reverses_id=back.id,
            )
        )


def test_a_closed_book_takes_nothing(books):
    lin, _fan, chen = books
    post_transfer(**told(books, key="out", source=chen, target=lin, amount=70), by=None)
    Account.objects.filter(id=chen.id).update(closed_at=NOW)
    with pytest.raises(AccountClosed):
        single(**told(books, target=chen))
