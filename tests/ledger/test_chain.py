"""Two implementations of the same bytes: the database's and the one a stranger would use."""

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import personas
from tests.ledger.books import account, post
from timebank.ledger.canon import entry_hash, transfer_digest
from timebank.ledger.models import Entry, Transfer
from timebank.ledger.statement import facts_of, first_hash_of

pytestmark = pytest.mark.django_db
NFD = "e\u0301"  # é in two characters


def assert_chained(book):
    before = first_hash_of(book)
    for entry in Entry.objects.filter(account=book).select_related("transfer").order_by("sequence"):
        digest = transfer_digest(facts_of(entry.transfer))
        assert digest == bytes(entry.transfer.digest)
        before = entry_hash(
            before,
            account=str(book.id),
            sequence=entry.sequence,
            amount=entry.amount,
            balance=entry.balance_after,
            digest=digest,
        )
        assert before == bytes(entry.hash)
    book.refresh_from_db()
    assert before == bytes(book.head)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=40), number=st.integers(-(2**60), 2**60))
def test_python_and_the_database_hash_the_same_bytes(words, number):
    lin, fan = account("林细妹", 100), account("范阿土")
    words = words.replace("\x00", "")  # PostgreSQL has no text with it
    post(lin, fan, 1, f"k:{lin.id}", memo={"words": words, "n": number, words: [True, None, words]})
    assert_chained(lin)
    assert_chained(fan)


def test_text_is_composed_before_it_is_hashed():
    lin, fan = account("林细妹", 100), account("范阿土")
    made = post(lin, fan, 1, "k", memo={"words": f"堃喆镕 🍵 {NFD}"})
    assert made.memo["words"] == "堃喆镕 🍵 é"
    assert_chained(fan)


@pytest.mark.parametrize(
    "memo", ['{"a":"e\u0301"}', '{"a": 1\n}', "not json", "[]"], ids=["decomposed", "line break", "no json", "list"]
)
def test_text_that_is_not_canonical_is_refused_by_the_database(memo):
    lin, fan = account("林细妹", 100), account("范阿土")
    with (
        pytest.raises(DatabaseError, match="transfer_texts_are_clean"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "SELECT ledger_post(%s,'k','GIFT',%s,%s,1,NULL,'',NULL,%s,'[]',now(),NULL,NULL)",
            [personas.form_key(), lin.id, fan.id, memo],
        )
    assert not Transfer.objects.filter(key="k").exists()


def test_whose_account_it_is_never_changes():
    lin, fan = account("林细妹", 100), account("范阿土")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        type(lin).objects.filter(id=lin.id).update(person=personas.person("别人"))
    assert_chained(fan)


def test_half_a_transfer_cannot_be_written():
    lin = account("林细妹", 100)
    last = Entry.objects.filter(account=lin).latest("sequence")
    with (
        pytest.raises(DatabaseError, match="two sides"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO ledger_entry (account_id, sequence, transfer_id, amount, balance_after, hash) "
            "VALUES (%s, 2, %s, 5, 105, %s)",
            [lin.id, personas.form_key(), bytes(last.hash)],
        )
