"""The seals in public: the list, the sheet, JSON, PDF, keys; a line checked by its holder."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from tests import personas
from tests.bank.ground import book, grant, post, sealed
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, VILLAGE
from tests.volunteer.conftest import queries, signed_in
from timebank.ledger import checkpoint_text
from timebank.ledger.enums import TransferKind
from timebank.ledger.keys import public_keys, read_keys, verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def visitor(client):
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def guo():
    personas.item()
    made = personas.volunteer()
    grant(made.person, 200)
    return made


def test_before_the_first_night_there_is_a_list_without_seals(visitor):
    assert "No seal yet" in visitor.get("/checkpoints/").content.decode()
    assert visitor.get("/checkpoints/latest/")["Location"] == "/checkpoints/"
    for address in ("/checkpoints/1/", "/checkpoints/1.json", "/checkpoints/1.pdf", f"/checkpoints/{10**30}/"):
        assert visitor.get(address).status_code == 404


def test_the_sheet_shows_the_code_that_the_next_one_repeats(visitor, guo):
    first = sealed()
    grant(guo.person, 30)
    second = sealed(NOW + timedelta(days=1, hours=14))
    assert visitor.get("/checkpoints/latest/")["Location"] == "/checkpoints/2/"
    page = visitor.get("/checkpoints/1/")
    code = "".join(page.context["code"]).lower()
    assert code == checkpoint_text.hash_of(first.body) == json.loads(second.body)["previous"]
    assert [len(group) for group in page.context["code"]] == [4] * 16
    later = visitor.get("/checkpoints/2/")
    assert [one.number for one, _start in later.context["before"]] == [1]
    assert page.context["newer"].number == 2


def test_the_figures_are_those_of_the_place(visitor, guo):
    other = personas.volunteer("郑远", village=OTHER_VILLAGE)
    grant(other.person, 50)
    post(TransferKind.GIFT, book(guo.person), book(other.person), 20)
    sealed()
    county, village = visitor.get(f"/checkpoints/1/?village={VILLAGE}").context["figures"]
    assert (county.came, county.went, county.total) == (270, 20, 250)
    assert (village.came, village.went, village.total) == (200, 20, 180)
    assert [one.place for one in visitor.get("/checkpoints/1/").context["figures"]] == ["Datian county"]
    grant(guo.person, 1000)  # later postings change nothing that was put up
    assert visitor.get(f"/checkpoints/1/?village={VILLAGE}").context["figures"][1].total == 180


@pytest.mark.parametrize("code", ["999999999999", "35", "x", "350425100201'", "350425%"])
def test_no_such_village(visitor, guo, code):
    sealed()
    assert visitor.get("/checkpoints/1/", {"village": code}).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_sheet_becomes_a_pdf(client, guo, language):
    sealed()
    client.cookies["django_language"] = language
    for address in ("/checkpoints/1.pdf", f"/checkpoints/1.pdf?village={VILLAGE}"):
        assert client.get(address).content.startswith(b"%PDF")


def test_programs_get_exactly_what_was_signed(visitor, guo):
    checkpoint = sealed()
    said = checkpoint_text.read_document(visitor.get("/checkpoints/1.json").content.decode())
    assert said.body == checkpoint.body
    keys = read_keys(visitor.get("/checkpoints/keys.json").content.decode())
    assert keys == public_keys()
    assert verify(said.key, checkpoint_text.to_sign(said.body), said.signature, keys=keys)


@pytest.mark.verifies(28)
def test_the_list_grows_without_more_queries(visitor, guo):
    sealed()
    few = queries(visitor, "/checkpoints/")
    for day in range(1, 5):
        sealed(NOW + timedelta(days=day, hours=14))
    assert queries(visitor, "/checkpoints/") == few
    assert visitor.get("/checkpoints/").content.decode().count("tb-hash") == 5


def test_a_holder_checks_a_line(guo):
    client = signed_in(guo)
    assert "It is sealed tonight" in client.get("/bank/lines/1/").content.decode()
    sealed()
    page = client.get("/bank/lines/1/")
    assert page.context["verdict"].genuine
    text = page.content.decode()
    assert "This line stands as it was written." in text
    assert "It lies under seal no. 1" in text
    for number in (0, 2, 10**18, 10**30):
        assert client.get(f"/bank/lines/{number}/").status_code == 404


def test_a_line_changed_in_the_database_is_found_out(guo):
    sealed()
    with connection.cursor() as cursor:  # as a superuser would
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ALL")
        cursor.execute("UPDATE ledger_entry SET amount = 900 WHERE account_id = %s", [book(guo.person).id])
    page = signed_in(guo).get("/bank/lines/1/")
    assert not page.context["verdict"].genuine
    assert "Something is not right with this line." in page.content.decode()


def test_the_sheet_names_the_county_of_the_village(visitor, guo):
    sealed()
    assert visitor.get(f"/checkpoints/1/?village={VILLAGE}").context["county"].code == COUNTY
