"""The passbook: exact minutes, running balance, and how each line came about."""

from datetime import timedelta

import pytest

from tests import personas
from tests.personas import NOW
from tests.volunteer.conftest import open_orders, queries, secretive_elder, serve, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BOOK = "/volunteer/passbook/"


def amounts(answer) -> list[tuple[int, int]]:
    return [(slip.amount, slip.balance) for month in answer.context["months"] for slip in month.lines]


def test_an_empty_book_leads_to_the_board():
    page = signed_in(personas.volunteer()).get(BOOK)
    assert (page.context["balance"], amounts(page)) == (0, [])
    assert "Nothing in it yet" in page.content.decode()


def test_every_line_has_its_running_balance_and_its_reasons():
    guo = personas.volunteer()
    first, second = open_orders(2)
    serve(first, guo, first.placed_by, minutes=47)
    serve(second, guo, second.placed_by, minutes=30)
    client = signed_in(guo)
    page = client.get(BOOK)
    assert amounts(page) == [(30, 77), (47, 47)]
    assert page.context["balance"] == 77
    assert page.context["this_month"] == {"month": page.context["this_month"]["month"], "came": 77, "went": 0}
    assert page.context["chart"]["values"] == [0, 0, 0, 0, 0, 77]
    text = page.content.decode()
    for words in (
        "In at 12:00, out at 12:47",
        "The elder told the four digits.",
        "said it was done, at 12:47",
        "rounded to 1 min",
        "our own rules, until the county sets some",
    ):
        assert words in text
    opened = client.get(f"{BOOK}?line=1").content.decode()
    assert opened.count("<details open") == 1


def test_what_an_elder_spends_and_holds_is_there_too():
    guo = personas.volunteer()
    lin = personas.elder(minutes=100)
    mei = personas.proxy(lin)
    serve(personas.order(mei, lin), guo, mei, minutes=30)
    personas.order(mei, lin, hours=4)
    login = personas.volunteer("林大伯")
    login.person = lin.person
    login.save()
    page = signed_in(login).get(BOOK)
    assert amounts(page) == [(-30, 70), (100, 100)]
    assert (page.context["held"], page.context["account"].available) == (30, 40)
    assert "done by Zheng Guozhong" in page.content.decode()
    assert amounts(signed_in(login).get(f"{BOOK}?kind=out")) == [(-30, 70)]
    assert amounts(signed_in(login).get(f"{BOOK}?kind=in")) == [(100, 100)]


def test_twenty_lines_a_page_then_the_earlier_ones():
    guo = personas.volunteer()
    lin = personas.elder(minutes=3000)
    mei = personas.proxy(lin)
    for turn in range(23):
        serve(personas.order(mei, lin, hours=2 + 2 * turn), guo, mei, minutes=10)
    client = signed_in(guo)
    first = client.get(BOOK)
    assert len(amounts(first)) == 20
    assert first.context["closing"] == 30
    rest = client.get(f"{BOOK}?from={first.context['older']}")
    assert amounts(rest) == [(10, 30), (10, 20), (10, 10)]
    assert rest.context["newer"]
    for nonsense in ("x", "-1", "99999999999999999999", "²"):
        assert len(amounts(client.get(f"{BOOK}?from={nonsense}"))) == 20


def test_as_many_queries_for_three_lines_as_for_twelve():
    guo = personas.volunteer()
    lin = secretive_elder()
    mei = personas.proxy(lin)
    orders = [personas.order(mei, lin, hours=2 + 2 * turn) for turn in range(12)]
    client = signed_in(guo)
    for order in orders[:3]:
        serve(order, guo, mei, minutes=5)
    counted = queries(client, BOOK), queries(client, "/volunteer/mine/")
    for order in orders[3:]:
        serve(order, guo, mei, minutes=5)
    assert (queries(client, BOOK), queries(client, "/volunteer/mine/")) == counted
    assert len(amounts(client.get(BOOK))) == 12
    assert orders[-1].starts_at - NOW == timedelta(hours=24)
