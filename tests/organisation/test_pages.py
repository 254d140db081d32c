"""The organisation's pages: whose they are, that they stay quick, and what they hand to other programs."""

import csv
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access.models import Reveal
from accounts.people.enums import CredentialKind
from accounts.people.models import Credential
from frontend.shell.cells import safe_cell
from services.orders.actions.assign_member import assign_member
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Order
from tests import personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def lin():
    return personas.elder(minutes=3000)


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


@pytest.fixture
def lian():
    return personas.user("连晓雯")


@pytest.fixture
def yu():
    return personas.user("余丽钦")


@pytest.fixture
def hetian(lian, yu):
    return personas.organisation(lian, yu)


@pytest.fixture
def order(mei, lin, now):
    return personas.order(mei, lin, at=now)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def taken(lian, order, organisation, now):
    return claim_for_organisation(by=lian, at=now, order_id=order.id, organisation_id=organisation.id)


def test_taking_an_order_twice_takes_one_place(lian, hetian, mei, lin, now):
    harvest = personas.item("harvest", seats=3)
    order = personas.order(mei, lin, of=harvest, at=now)
    client = signed_in(lian)
    address = reverse("organisation:claim", args=[order.id])
    first = client.post(address, {"held": "0"})
    again = client.post(address, {"held": "0"})
    assert (first.status_code, again.status_code) == (303, 303)
    assert Assignment.objects.filter(order=order, organisation=hetian).count() == 1
    client.post(address, {"held": "1"})
    assert Assignment.objects.filter(order=order, organisation=hetian).count() == 2


def test_an_order_that_has_gone_says_so_on_the_list(lian, hetian, order, now):
    taken(lian, order, hetian, now)
    other = personas.user("陈别家")
    personas.organisation(other, name="别家")
    answer = signed_in(other).post(reverse("organisation:claim", args=[order.id]), {"held": "0"})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()


def test_naming_a_member_and_another(lian, yu, hetian, order, now):
    seat = taken(lian, order, hetian, now)
    client = signed_in(lian)
    address = reverse("organisation:assign", args=[order.id, seat.id])
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"person": str(yu.person_id)}).status_code == 303
    assert client.post(address, {"person": str(lian.person_id)}).status_code == 303
    seat.refresh_from_db()
    assert seat.person_id == lian.person_id
    stranger = personas.user("外人")
    assert client.post(address, {"person": str(stranger.person_id)}).status_code == 409


def test_who_cannot_go_is_named_with_the_reason(lian, yu, hetian, mei, lin, now):
    meal = personas.item("meal", credential=CredentialKind.HEALTH_CARD)
    order = personas.order(mei, lin, of=meal, at=now)
    taken(lian, order, hetian, now)
    Credential.objects.create(
        person=yu.person, kind=CredentialKind.HEALTH_CARD, valid_from=date(2020, 1, 1), valid_until=date(2099, 1, 1)
    )
    page = signed_in(lian).get(reverse("organisation:order", args=[order.id])).content.decode()
    assert f'value="{yu.person_id}"' in page
    assert f'value="{lian.person_id}"' not in page
    assert "没有要的证" in page


def test_the_order_shows_the_elder_and_journals_it(lian, hetian, order, lin, now):
    lin.spoken_code = "悄悄话儿"
    lin.save()
    taken(lian, order, hetian, now)
    client = signed_in(lian)
    day = client.get(reverse("organisation:day"), {"day": timezone.localdate(order.starts_at).isoformat()})
    assert lin.person.name not in day.content.decode()
    assert not Reveal.objects.exists()
    for _ in range(2):
        page = client.get(reverse("organisation:order", args=[order.id]))
    assert lin.person.phone in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Reveal.objects.filter(by=lian, person=lin.person).count() == 1
    assert lin.spoken_code not in page.content.decode()


def test_withdrawing_asks_first_and_once_is_enough(lian, hetian, order, now):
    seat = taken(lian, order, hetian, now)
    client = signed_in(lian)
    address = reverse("organisation:withdraw", args=[order.id, seat.id])
    assert client.get(address).status_code == 200
    assert [client.post(address, {"reason": "人手不够"}).status_code for _ in range(2)] == [303, 303]
    order.refresh_from_db()
    assert order.status == OrderStatus.OPEN
    assert client.get(reverse("organisation:order", args=[order.id])).status_code == 404


def test_outsiders(lian, hetian, order, now):
    seat = taken(lian, order, hetian, now)
    other = personas.user("陈别家")
    personas.organisation(other, name="别家")
    addresses = [
        reverse("organisation:order", args=[order.id]),
        reverse("organisation:withdraw", args=[order.id, seat.id]),
        reverse("organisation:day") + f"?organisation={hetian.id}",
    ]
    assert [signed_in(other).get(address).status_code for address in addresses] == [404, 404, 404]
    claim = reverse("organisation:assign", args=[order.id, seat.id])
    assert signed_in(other).post(claim, {"person": str(other.person_id)}).status_code == 404
    guo = personas.volunteer()
    pages = [reverse(f"organisation:{name}") for name in ("day", "board", "hours", "hours_sheet", "members")]
    assert {signed_in(guo).get(page).status_code for page in pages} == {403}
    assert {Client().get(page).status_code for page in pages} == {302}


def test_somebody_elses_seat_of_a_shared_order_is_not_ours(lian, hetian, mei, lin, now):
    order = personas.order(mei, lin, of=personas.item("harvest", seats=2), at=now)
    taken(lian, order, hetian, now)
    other = personas.user("陈别家")
    theirs = claim_for_organisation(
        by=other, at=now, order_id=order.id, organisation_id=personas.organisation(other, name="别家").id
    )
    client = signed_in(lian)
    assert client.get(reverse("organisation:withdraw", args=[order.id, theirs.id])).status_code == 404
    assert client.post(reverse("organisation:withdraw", args=[order.id, theirs.id])).status_code == 404


def test_a_manager_of_two_switches_and_it_is_remembered(lian, hetian):
    second = personas.organisation(lian, name="乙机构")
    client = signed_in(lian)
    for organisation in (second, hetian):
        client.get(reverse("organisation:day"), {"organisation": str(organisation.id)})
        page = client.get(reverse("organisation:hours")).content.decode()
        assert f'href="?organisation={organisation.id}" aria-current="true"' in page


def many(count, lian, hetian, now):
    """``count`` elders with an order each: half of them taken and named, half still open."""
    for number in range(count):
        elder = personas.elder(f"池{'金木水火土'[number % 5]}{number}", minutes=600)
        by = personas.proxy(elder, name=f"代{number}")
        order = personas.order(by, elder, at=now, hours=2)
        personas.order(by, elder, at=now, hours=4)
        seat = taken(lian, order, hetian, now)
        member = personas.user(f"员{number}")
        hetian.members.create(person=member.person, since_on=date(2026, 1, 1))
        Credential.objects.create(
            person=member.person,
            kind=CredentialKind.DRIVER,
            valid_from=date(2020, 1, 1),
            valid_until=timezone.localdate(now) + timedelta(days=20),
        )
        assign_member(by=lian, at=now, assignment_id=seat.id, person_id=member.person_id)


@pytest.mark.verifies(28)
@pytest.mark.parametrize("name", ["day", "board", "members"])
def test_lists_ask_the_same_number_of_questions(name, lian, hetian, now):
    client = signed_in(lian)
    day = {"day": timezone.localdate(now + timedelta(hours=2)).isoformat()}
    counts = []
    for more in (3, 9):
        many(more, lian, hetian, now)
        client.get(reverse(f"organisation:{name}"), day)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"organisation:{name}"), day).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_order_page_asks_the_same_for_any_team(lian, hetian, order, now):
    taken(lian, order, hetian, now)
    client, counts = signed_in(lian), []
    address = reverse("organisation:order", args=[order.id])
    for more in (3, 9):
        for number in range(more):
            member = personas.user(f"员{number}")
            hetian.members.create(person=member.person, since_on=date(2026, 1, 1))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_hours_count_what_was_worked_and_open_into_rows(lian, yu, hetian, lin, order, now):
    seat = taken(lian, order, hetian, now)
    assign_member(by=lian, at=now, assignment_id=seat.id, person_id=yu.person_id)
    check_in(by=yu, at=order.starts_at, assignment_id=seat.id, method="code", code=lin.spoken_code)
    check_out(by=yu, at=order.starts_at + timedelta(minutes=50), assignment_id=seat.id)
    client = signed_in(lian)
    month = {"month": f"{timezone.localdate(order.starts_at):%Y-%m}"}
    page = client.get(reverse("organisation:hours"), month).content.decode()
    assert "0:50" in page
    rows = client.get(reverse("organisation:member_hours", args=[yu.person_id]), month).content.decode()
    assert "50 分" in rows
    assert "还没点头" in rows
    assert client.get(reverse("organisation:member_hours", args=[lian.person_id]), month).status_code == 404


def test_the_sheet_is_safe_to_open(lian, yu, hetian, lin, order, now):
    yu.person.name = "=HYPERLINK(1)"
    yu.person.save()
    seat = taken(lian, order, hetian, now)
    assign_member(by=lian, at=now, assignment_id=seat.id, person_id=yu.person_id)
    check_in(by=yu, at=order.starts_at, assignment_id=seat.id, method="code", code=lin.spoken_code)
    check_out(by=yu, at=order.starts_at + timedelta(minutes=50), assignment_id=seat.id)
    month = {"month": f"{timezone.localdate(order.starts_at):%Y-%m}"}
    answer = signed_in(lian).get(reverse("organisation:hours_sheet"), month)
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert rows[0][2:] == ["姓名", "次数", "做了（分钟）", "记了（分钟）", "核准（分钟）"]
    assert rows[1][2:] == ["'=HYPERLINK(1)", "1", "50", "0", "0"]
    assert rows[2][2:] == ["合计", "1", "50", "0", "0"]


@pytest.mark.verifies(27)
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_no_cell_is_a_formula(start):
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


def test_plain_cells_stay_as_they_are():
    assert (safe_cell("余丽钦"), safe_cell(-5), safe_cell("a=b")) == ("余丽钦", -5, "a=b")


def test_nobody_taken_shows_a_way_on(lian, hetian):
    page = signed_in(lian).get(reverse("organisation:day")).content.decode()
    assert reverse("organisation:board") in page
    assert Order.objects.count() == 0
    assert AssignmentStatus.CLAIMED not in page
