"""The passbook: exact minutes, running balance, month by month, and how each line came about."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from accounts.elders.enums import Power
from accounts.policies.models import Policy
from accounts.regions.models import Region
from tests import personas
from tests.bank.ground import book, grant, post, pot, sealed
from tests.personas import COUNTY, NOW
from tests.volunteer.conftest import open_orders, queries, secretive_elder, serve, signed_in
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import AccountKind, TransferKind
from timebank.ledger.queries import entries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BOOK = "/bank/"
AUTUMN = NOW - timedelta(days=40)  # the tenth of October


def amounts(answer) -> list[tuple[int, int]]:
    return [(slip.amount, slip.balance) for month in answer.context["months"] for slip in month.lines]


def holder(minutes: int = 0):
    """A login of somebody with so many minutes."""
    guo = personas.volunteer()
    if minutes:
        grant(guo.person, minutes)
    return guo


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
    sums = page.context["sums"]
    assert (sums.opening, sums.came, sums.went, sums.closing) == (0, 77, 0, 77)
    assert [terrace.figure for terrace in page.context["stair"].terraces] == ["0:00"] * 5 + ["1:17"]
    text = page.content.decode()
    for words in (
        "In at 12:00, out at 12:47",
        "The elder told the four digits.",
        "said it was done, at 12:47",
        "Rounding of the time worked: 1 min",
        "/rules/#earn.rounding",
        "our own rules, until the county sets some",
        "sealed tonight",
    ):
        assert words in text
    opened = client.get(f"{BOOK}?line=1").content.decode()
    assert opened.count("<details open") == 1


def test_the_steps_make_the_amount_and_name_the_coefficient():
    guo, lin = personas.volunteer(), personas.elder(minutes=900)
    mei = personas.proxy(lin)
    bath = personas.item("bath", minutes=60, name_en="Bath", coefficient_percent=120)
    serve(personas.order(mei, lin, of=bath), guo, mei, minutes=50)
    slip = signed_in(guo).get(BOOK).context["months"][0].lines[0]
    assert [(step.words, step.minutes) for step in slip.steps] == [
        ("In at 12:00, out at 12:50", 50),
        ("Bath counts 1.2 times", 10),
    ]
    assert sum(step.minutes for step in slip.steps) == slip.amount == 60
    elders_side = signed_in(mei).get(reverse("bank:elder_book", args=[lin.id])).context["months"][0].lines[0]
    assert (elders_side.amount, sum(step.minutes for step in elders_side.steps)) == (-60, 60)


def test_a_sealed_line_names_its_seal():
    guo = holder(60)
    number = sealed().number
    text = signed_in(guo).get(BOOK).content.decode()
    assert f"sealed in no. {number}" in text
    entry = entries_of(guo.person_id).get()
    assert bytes(entry.hash).hex().upper()[:4] in text


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
    assert [minutes for _order, minutes in page.context["holds"]] == [30]
    assert "done by Zheng Guozhong" in page.content.decode()
    assert amounts(signed_in(login).get(f"{BOOK}?kind=out")) == [(-30, 70)]
    assert amounts(signed_in(login).get(f"{BOOK}?kind=in")) == [(100, 100)]


def test_months_follow_each_other_without_a_gap():
    guo = personas.volunteer()
    grant(guo.person, 50, at=AUTUMN - timedelta(days=31))
    grant(guo.person, 20, at=AUTUMN)
    personas.elder()
    lin = book(personas.person("林阿婆"))
    post(TransferKind.GIFT, book(guo.person), lin, 30)
    client = signed_in(guo)
    closings = []
    for code in ("2026-09", "2026-10", "2026-11"):
        page = client.get(f"{BOOK}?period={code}")
        closings.append((page.context["sums"].opening, page.context["sums"].closing))
    assert closings == [(0, 50), (50, 70), (70, 40)]
    middle = client.get(f"{BOOK}?period=2026-10").context
    assert (middle["older_period"].code, middle["newer_period"].code) == ("2026-09", "2026-11")
    year = client.get(f"{BOOK}?period=2026")
    assert len(amounts(year)) == len(amounts(client.get(f"{BOOK}?period=all"))) == 3
    empty = client.get(f"{BOOK}?period=2025-03")
    assert (amounts(empty), empty.context["sums"].closing) == ([], 0)
    assert client.get(f"{BOOK}?line=1").context["period"].code == "2026-09"


def test_thirty_lines_a_page_then_the_earlier_ones():
    guo = personas.volunteer()
    personas.elder()
    for number in range(33):
        grant(guo.person, 10, key=f"line:{number}")
    client = signed_in(guo)
    first = client.get(BOOK)
    assert len(amounts(first)) == 30
    rest = client.get(f"{BOOK}?from={first.context['older']}")
    assert amounts(rest) == [(10, 30), (10, 20), (10, 10)]
    assert rest.context["is_later_page"]
    for nonsense in ("x", "-1", "99999999999999999999", "²"):
        assert len(amounts(client.get(f"{BOOK}?from={nonsense}"))) == 30


@pytest.mark.verifies(28)
def test_as_many_queries_for_five_lines_as_for_fifty():
    guo = personas.volunteer()
    lin = secretive_elder()
    mei = personas.proxy(lin)
    grant(lin.person, 3000)
    orders = [personas.order(mei, lin, hours=2 + 2 * turn) for turn in range(51)]  # the last stays set aside
    client = signed_in(guo)
    addresses = [f"{BOOK}?period=all", "/bank/print/?period=all", "/volunteer/mine/"]
    theirs = signed_in(mei), f"{reverse('bank:elder_book', args=[lin.id])}?period=all"
    for order in orders[:5]:
        serve(order, guo, mei, minutes=5)
    counted = [queries(client, address) for address in addresses], queries(*theirs)
    for order in orders[5:50]:
        serve(order, guo, mei, minutes=5)
    assert ([queries(client, address) for address in addresses], queries(*theirs)) == counted
    assert len(amounts(client.get(f"{BOOK}?period=all"))) == 30


def test_ten_thousand_lines_are_a_page_like_any_other():
    guo = holder(1)
    source, target = pot(AccountKind.ISSUANCE), book(guo.person)
    postings = [
        Posting(
            key=f"many:{number}",
            kind=TransferKind.GRANT,
            source_id=source.id,
            target_id=target.id,
            amount=1,
            happened_at=NOW - timedelta(hours=number),
        )
        for number in range(10_000)
    ]
    post_batch(postings=postings, by=None)
    with connection.cursor() as cursor:  # what autovacuum does by itself once such a batch is committed
        cursor.execute("ANALYZE ledger_entry, ledger_transfer, ledger_account")
    client = signed_in(guo)
    for period in ("all", "2026", "2026-10"):
        page = client.get(f"{BOOK}?period={period}")
        assert len(amounts(page)) == 30
        assert len(page.content) < 150_000
    assert client.get(f"{BOOK}?period=all").context["sums"].closing == 10_001
    assert client.get(f"{BOOK}?line=3").status_code == 200
    assert client.get("/bank/print/?period=all").context["too_many"]


def test_the_warning_comes_before_the_book_is_empty():
    lin = personas.elder(minutes=90)
    mei = personas.proxy(lin)
    address = reverse("bank:elder_book", args=[lin.id])
    assert signed_in(mei).get(address).context["warning"] is None
    Policy.objects.create(
        code="spend.warning",
        region=Region.objects.get(code=COUNTY),
        valid="[2026-01-01,)",
        value=120,
        citation="测试通知",
    )
    page = signed_in(mei).get(address)
    assert page.context["warning"] == 120
    assert "Less than 2 h is free." in page.content.decode()


def test_books_of_elders_stand_beside_ones_own():
    lin = personas.elder()
    mei = personas.proxy(lin, powers=(Power.VIEW,))
    own = signed_in(mei).get(BOOK).content.decode()
    address = reverse("bank:elder_book", args=[lin.id])
    assert address in own
    theirs = signed_in(mei).get(address)
    assert amounts(theirs) == [(300, 300)]
    assert "Order for" not in theirs.content.decode()  # the mandate does not reach that far
    assert "no-store" in theirs["Cache-Control"]


def test_old_addresses_lead_here():
    lin = personas.elder()
    mei = personas.proxy(lin)
    client = signed_in(mei)
    assert client.get("/volunteer/passbook/?line=2")["Location"] == "/bank/?line=2"
    assert client.get(f"/helper/elders/{lin.id}/passbook/")["Location"] == f"/bank/elders/{lin.id}/"
