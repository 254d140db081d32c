"""The book on paper: the page, the PDF, the signed statement."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from frontend.paper import printable
from tests import personas
from tests.bank.ground import book, grant, mother_of, post, sealed
from tests.personas import NOW
from tests.volunteer.conftest import signed_in
from timebank.ledger.enums import TransferKind
from timebank.ledger.keys import public_keys
from timebank.ledger.proof import verify_statement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
PERIODS = ("2026-11", "2026-10", "2026-03", "2026", "all")


@pytest.fixture
def guo():
    """A volunteer with a line in October and two in November."""
    personas.elder()
    made = personas.volunteer("郑国忠𠮷")  # the last sign is in no font of ours
    grant(made.person, 100, at=NOW - timedelta(days=30))
    grant(made.person, 200)
    post(TransferKind.GIFT, book(made.person), book(mother_of(made)), 45)
    return made


def test_the_paper_says_what_the_book_says(guo):
    page = signed_in(guo).get("/bank/print/?period=2026-11")
    assert [(slip.sequence, slip.amount) for slip in page.context["lines"]] == [(2, 200), (3, -45)]
    sums = page.context["sums"]
    assert (sums.opening, sums.came, sums.went, sums.closing) == (100, 200, 45, 255)
    text = page.content.decode()
    assert "http://testserver/checkpoints/check/" in text
    assert "4:15" in text


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_period_becomes_a_pdf(guo, period, language):
    answer = signed_in(guo, language).get(f"/bank/passbook.pdf?period={period}")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert f"timebank-{period}.pdf" in answer["Content-Disposition"]


def test_a_sign_without_a_type_does_not_stop_the_press():
    assert printable({"name": ["郑𠮷", 3, None, "<svg>𠮷</svg>"]}) == {"name": ["郑〓", 3, None, "<svg>𠮷</svg>"]}


@pytest.mark.parametrize("period", PERIODS)
def test_the_statement_is_genuine_for_every_period(guo, period):
    sealed()
    text = signed_in(guo).get(f"/bank/statement.json?period={period}").content.decode()
    verdict = verify_statement(text, public_keys())
    assert verdict.genuine, verdict.findings
    assert verdict.holder == guo.person.name
    assert json.loads(text)["format"].startswith("timebank-statement")


def test_the_statement_of_a_month_holds_all_its_lines(guo):
    text = signed_in(guo).get("/bank/statement.json?period=2026-11").content.decode()
    lines = {line["sequence"] for line in json.loads(json.loads(text)["body"])["lines"]}
    assert {2, 3} <= lines


def test_a_changed_statement_is_not(guo):
    text = signed_in(guo).get("/bank/statement.json?period=all").content.decode()
    body = json.loads(text)
    body["body"] = body["body"].replace('"amount":200', '"amount":900')
    assert not verify_statement(json.dumps(body), public_keys()).genuine


def test_an_empty_book_has_no_statement_but_an_empty_sheet():
    mei = personas.user("林小梅")
    client = signed_in(mei)
    assert client.get("/bank/print/").status_code == client.get("/bank/passbook.pdf").status_code == 200
    assert client.get("/bank/statement.json").status_code == 404


def test_proxies_take_the_elders_sheets(guo):
    lin = personas.elder("林细妹")
    mei = personas.proxy(lin)
    text = signed_in(mei).get(reverse("bank:elder_statement", args=[lin.id]) + "?period=all").content.decode()
    assert verify_statement(text, public_keys()).holder == "林细妹"
