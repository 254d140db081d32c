"""Anybody checks a statement: plain words for every kind of fault, and no question to the database."""

import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontend.bank.verdicts import check, words_of
from tests import personas
from tests.bank.ground import grant, sealed
from tests.volunteer.conftest import signed_in
from timebank.ledger.keys import public_keys
from timebank.ledger.proof import Finding

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
CHECK = "/checkpoints/check/"


@pytest.fixture
def statement() -> str:
    personas.elder()
    guo = personas.volunteer()
    for minutes in (100, 200, 300):
        grant(guo.person, minutes)
    sealed()
    return signed_in(guo).get("/bank/statement.json?period=all").content.decode()


@pytest.fixture
def visitor(client):
    client.cookies["django_language"] = "en"
    return client


def changed(text: str, old: str, new: str) -> str:
    document = json.loads(text)
    assert old in document["body"]
    document["body"] = document["body"].replace(old, new, 1)
    return json.dumps(document)


def test_a_true_statement(visitor, statement):
    page = visitor.post(CHECK, {"file": io.BytesIO(statement.encode())})
    checked = page.context["checked"]
    assert checked.verdict.genuine
    assert [(line.number, line.amount, line.balance, line.faults) for line in checked.lines] == [
        (1, 100, 100, []),
        (2, 200, 300, []),
        (3, 300, 600, []),
    ]
    text = page.content.decode()
    assert "It is true." in text
    assert "had 10 h after the last line" in text
    sheet = visitor.get("/checkpoints/1/")
    assert checked.code == sheet.context["code"]


def test_pasted_text_does_as_well(visitor, statement):
    assert visitor.post(CHECK, {"text": statement}).context["checked"].verdict.genuine


def test_a_changed_line_is_named(visitor, statement):
    page = visitor.post(CHECK, {"text": changed(statement, '"amount":200', '"amount":260')})
    checked = page.context["checked"]
    assert not checked.verdict.genuine
    assert [line.number for line in checked.lines if line.faults] == [2, 3]
    text = page.content.decode()
    assert "It is not true." in text
    assert "The signature is not ours" in text
    assert "is not what the posting says" in text


@pytest.mark.parametrize("junk", ["hello", "{}", "[]", "null", '{"format":"timebank-statement/1"}', "9" * 5000])
def test_junk_is_no_statement(visitor, junk):
    page = visitor.post(CHECK, {"text": junk})
    assert page.status_code == 200
    assert not page.context["checked"].is_statement
    assert "This is not a statement of ours." in page.content.decode()


def test_nothing_sent(visitor):
    assert visitor.get(CHECK).status_code == 200
    page = visitor.post(CHECK, {"text": "  "})
    assert page.status_code == 422
    assert "Choose the file, or paste its text." in page.content.decode()
    assert visitor.post(CHECK, {"file": io.BytesIO(b"\xff\xfe binary")}).status_code == 200


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


def places(value: object, path: tuple = ()) -> list[tuple]:
    """Every place in a parsed file."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] * bool(path) + [place for key, inner in pairs for place in places(inner, (*path, key))]


def put(value: dict, path: tuple, new: object) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_put_into_a_statement_there_is_an_answer(statement, data):
    document = json.loads(statement)
    body = json.loads(document["body"])
    put(body, data.draw(st.sampled_from(places(body))), data.draw(ANYTHING))
    document["body"] = json.dumps(body)
    assert not check(json.dumps(document), public_keys()).verdict.genuine


@pytest.mark.parametrize("end", ["opening", "closing"])
def test_no_number_is_too_large_for_an_answer(visitor, statement, end):
    document = json.loads(statement)
    body = json.loads(document["body"])
    body[end]["balance"] = 1e999
    page = visitor.post(CHECK, {"text": json.dumps({**document, "body": json.dumps(body)})})
    assert page.status_code == 200
    assert not page.context["checked"].is_statement


FAULTS = (
    "not_a_statement",
    "bad_signature",
    "bad_opening",
    "bad_closing",
    "bad_line",
    "bad_balance",
    "bad_hash",
    "bad_checkpoint_signature",
    "not_in_checkpoint",
)


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_has_its_words(code):
    assert words_of(Finding(code)) != code


def test_the_database_is_not_asked(statement):
    keys = public_keys()
    with CaptureQueriesContext(connection) as asked:
        assert check(statement, keys).verdict.genuine
    assert len(asked) == 0


def test_somebody_elses_keys_do_not_vouch_for_it(statement):
    assert not check(statement, []).verdict.genuine
