"""Gifts for orders and the pool: who pays what, in which order, and where it goes back to."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.access.enums import Role
from accounts.people.enums import Relation
from accounts.people.models import Kinship
from accounts.policies.models import Policy
from accounts.refusals import NotAllowed, NotFound
from services.orders.actions.agree_contest import agree_contest
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.contest_order import contest_order
from services.orders.actions.decide_contest import decide_contest
from services.orders.actions.place_order import Line, place_order
from tests import personas
from tests.personas import COUNTY, NOW
from timebank.ledger.actions.donate_minutes import donate_minutes
from timebank.ledger.actions.give_minutes import GiftNotAllowed
from timebank.ledger.actions.grant_minutes import grant_minutes
from timebank.ledger.actions.post_transfer import NotEnough, PostingKeyReused
from timebank.ledger.audit import audit_ledger
from timebank.ledger.models import Account, Transfer
from timebank.ledger.queries import account_of
from timebank.purses.actions.end_pool_grant import end_pool_grant
from timebank.purses.actions.give_for_orders import give_for_orders
from timebank.purses.actions.grant_pool import grant_pool
from timebank.purses.actions.return_gift import NothingLeft, return_gift
from timebank.purses.actions.return_unused import return_unused
from timebank.purses.enums import UseStatus
from timebank.purses.models import MinuteUse, Purse

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=5)


@pytest.fixture(autouse=True)
def books_agree() -> Iterator[None]:
    yield
    assert audit_ledger().problems == []


@pytest.fixture
def lin() -> Any:
    return personas.elder(minutes=20)


@pytest.fixture
def mei(lin: Any) -> Any:
    return personas.proxy(lin)


@pytest.fixture
def xiu(lin: Any) -> Any:
    """The daughter in the city, who serves there and has saved."""
    made = personas.volunteer("林秀")
    Kinship.objects.create(person=lin.person, relative=made.person, relation=Relation.CHILD)
    saved(made, 200)
    return made


def saved(user: Any, minutes: int) -> None:
    county = lin_county()
    grant_minutes(by=None, at=NOW, person=user.person, county=county, amount=minutes, key=f"s:{user.id}", reason="测试")


def lin_county() -> Any:
    from accounts.regions.models import Region

    return Region.objects.get(code=COUNTY)


def rule(code: str, value: object) -> None:
    Policy.objects.create(
        code=code, region_id=COUNTY, value=value, citation="田民〔2026〕3号", valid=DateRange(date(2020, 1, 1), None)
    )


def fill_pool(minutes: int) -> None:
    rich = personas.volunteer("善人")
    saved(rich, minutes)
    donate_minutes(by=rich, at=NOW, giver=rich.person, amount=minutes, key="pool")


def gift(xiu: Any, lin: Any, amount: int = 25, key: str = "one") -> Purse:
    return give_for_orders(by=xiu, at=NOW, giver=xiu.person, elder=lin, amount=amount, key=key, words="妈，好好吃饭")


def serve(order: Any, minutes: int = 60) -> None:
    guo = personas.volunteer("郑国忠")
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="code", code=order.elder.spoken_code)
    check_out(by=guo, at=order.starts_at + timedelta(minutes=minutes), assignment_id=seat.id)


def pool() -> Account:
    return Account.objects.get(kind="POOL", unit="MINUTE")


def test_gift_then_pool_then_own_and_each_posting_is_found_again(lin: Any, mei: Any, xiu: Any) -> None:
    rule("pool.monthly", 20)
    fill_pool(100)
    purse = gift(xiu, lin)
    order = personas.order(mei, lin, of=personas.item(minutes=60))
    held = [(use.source, use.held_minutes) for use in MinuteUse.objects.order_by("id")]
    assert held == [("GIFT", 25), ("POOL", 20)]
    assert account_of(lin.person_id).held == 15
    serve(order)
    confirm_order(by=mei, at=LATER, order_id=order.id, rating=5)
    assert set(MinuteUse.objects.values_list("status", flat=True)) == {UseStatus.DRAWN}
    assert account_of(lin.person_id).balance == 5
    assert Account.objects.get(id=purse.account_id).balance == 0
    assert pool().balance == 80
    drawn = Transfer.objects.filter(kind="DRAW").order_by("id")
    assert [t.memo["order"] for t in drawn] == [str(order.id)] * 2
    assert drawn.last().rule[0]["citation"] == "田民〔2026〕3号"
    assert [t.amount for t in Transfer.objects.filter(kind="EARN")] == [60]


def test_shorter_work_takes_the_gift_first_and_gives_the_rest_back(lin: Any, mei: Any, xiu: Any) -> None:
    purse = gift(xiu, lin, 50)
    order = personas.order(mei, lin, of=personas.item(minutes=60))
    serve(order, minutes=30)
    confirm_order(by=mei, at=LATER, order_id=order.id, rating=5)
    assert Account.objects.get(id=purse.account_id).balance == 20
    assert (account_of(lin.person_id).balance, account_of(lin.person_id).held) == (20, 0)


def test_a_gift_alone_pays_for_an_elder_with_nothing(xiu: Any) -> None:
    poor = personas.elder("陈阿公", minutes=0)
    helper = personas.proxy(poor, "陈孙")
    Kinship.objects.create(person=poor.person, relative=xiu.person, relation=Relation.CHILD)
    with pytest.raises(NotEnough):
        personas.order(helper, poor)
    gift(xiu, poor, 30)
    order = personas.order(helper, poor)
    serve(order, minutes=30)
    confirm_order(by=helper, at=LATER, order_id=order.id, rating=5)
    assert Transfer.objects.get(kind="EARN").amount == 30


def test_cancelled_it_goes_back_to_the_purse_it_came_from(lin: Any, mei: Any, xiu: Any) -> None:
    purse = gift(xiu, lin, 50)
    order = personas.order(mei, lin, of=personas.item(minutes=60))
    cancel_order(by=mei, at=NOW, order_id=order.id)
    account = Account.objects.get(id=purse.account_id)
    assert (account.balance, account.held) == (50, 0)
    assert account_of(lin.person_id).held == 0
    assert MinuteUse.objects.get().status == UseStatus.RELEASED


def test_who_orders_may_leave_the_gift_for_later(lin: Any, mei: Any, xiu: Any) -> None:
    gift(xiu, lin)
    start = NOW + timedelta(hours=2)
    lines = [Line(personas.item(minutes=15).id)]
    end = start + timedelta(hours=1)
    place_order(by=mei, at=NOW, elder_id=lin.id, lines=lines, starts_at=start, ends_at=end, pay_from=())
    assert not MinuteUse.objects.exists()
    assert account_of(lin.person_id).held == 15


def test_the_pool_pays_no_more_than_the_month_allows_and_than_it_has(lin: Any, mei: Any) -> None:
    rule("pool.monthly", 50)
    fill_pool(40)
    first = personas.order(mei, lin, of=personas.item("a", minutes=30))
    second = personas.order(mei, lin, of=personas.item("b", minutes=15), hours=6)
    assert [use.held_minutes for use in MinuteUse.objects.order_by("id")] == [30, 10]
    cancel_order(by=mei, at=NOW, order_id=first.id)
    third = personas.order(mei, lin, of=personas.item("c", minutes=40), hours=10)
    assert [use.held_minutes for use in MinuteUse.objects.filter(order_id=third.id)] == [30]
    assert second.own_minutes == 5


def test_nobody_whom_the_rule_does_not_name_uses_the_pool_unless_an_official_says_so(lin: Any, mei: Any) -> None:
    rule("pool.monthly", 30)
    rule("pool.for", "LEFT_BEHIND")
    fill_pool(100)
    official = personas.user("李县长", Role.COUNTY_OFFICIAL, region=COUNTY)
    personas.order(mei, lin, of=personas.item(minutes=15))
    assert not MinuteUse.objects.exists()
    given: dict[str, Any] = {"at": NOW, "elder": lin, "minutes_a_month": 12, "first_on": NOW.date(), "because": "独居"}
    grant = grant_pool(by=official, **given)
    personas.order(mei, lin, of=personas.item(minutes=15), hours=5)
    assert [use.held_minutes for use in MinuteUse.objects.all()] == [12]
    end_pool_grant(by=official, at=NOW, grant_id=grant.id)
    assert [use.held_minutes for use in MinuteUse.objects.all()] == [12]
    for stranger in (mei, personas.volunteer("路人")):
        with pytest.raises((NotAllowed, NotFound)):
            grant_pool(by=stranger, **given)


def test_unused_it_comes_back_with_the_last_day_or_with_thanks(lin: Any, mei: Any, xiu: Any) -> None:
    purse, other = gift(xiu, lin, 50), gift(xiu, lin, 30, key="two")
    assert return_unused(at=NOW + timedelta(days=180)) == 0
    with pytest.raises(NotFound):
        return_gift(by=xiu, at=NOW, purse_id=other.id)
    assert return_gift(by=mei, at=NOW, purse_id=other.id, words="够用了") == 30
    with pytest.raises(NothingLeft):
        return_gift(by=mei, at=NOW, purse_id=other.id)
    assert return_unused(at=NOW + timedelta(days=182)) == 50
    assert return_unused(at=NOW + timedelta(days=182)) == 0
    assert account_of(xiu.person_id).balance == 200
    purse.refresh_from_db()
    assert purse.back_at is not None


def test_a_gift_keeps_the_rules_of_gifts_and_a_second_press_is_the_same(lin: Any, xiu: Any) -> None:
    first = gift(xiu, lin)
    assert gift(xiu, lin).id == first.id
    with pytest.raises(PostingKeyReused):
        gift(xiu, lin, 26)
    stranger = personas.volunteer("路人")
    saved(stranger, 60)
    with pytest.raises(GiftNotAllowed):
        gift(stranger, lin)
    with pytest.raises(NotFound):
        give_for_orders(by=stranger, at=NOW, giver=xiu.person, elder=lin, amount=5, key="x")


def test_an_objection_gives_back_to_the_gift_not_to_the_passbook(lin: Any, mei: Any, xiu: Any) -> None:
    purse = gift(xiu, lin, 50)
    order = personas.order(mei, lin, of=personas.item(minutes=60))
    serve(order)
    confirm_order(by=mei, at=LATER, order_id=order.id, rating=5)
    contest_order(by=mei, at=LATER, order_id=order.id, reason="没来那么久")
    official = personas.user("李县长", Role.COUNTY_OFFICIAL, region=COUNTY)
    second = personas.user("王县长", Role.COUNTY_OFFICIAL, region=COUNTY)
    decide_contest(by=official, at=LATER, order_id=order.id, take_back=True, reason="核实没做")
    agree_contest(by=second, at=LATER, order_id=order.id, agree=True)
    assert Account.objects.get(id=purse.account_id).balance == 50
    assert account_of(lin.person_id).balance == 20
    assert MinuteUse.objects.get().status == UseStatus.RETURNED


def test_pages_say_beforehand_who_pays(lin: Any, mei: Any, xiu: Any) -> None:
    gift(xiu, lin)
    item = personas.item(minutes=30)
    client = Client()
    client.force_login(mei, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"/helper/elders/{lin.id}/when/?item={item.id}").content.decode()
    assert "林秀送的" in page
    api = APIClient()
    api.force_authenticate(mei)
    asked = {"elder": str(lin.id), "lines": [{"item": str(item.id)}], "day": timezone.localdate().isoformat()}
    quote = api.post("/api/v1/orders/quote/", asked, format="json")
    assert quote.status_code == 200, quote.content
    assert [one["source"] for one in quote.json()["lines"][0]["paid_from"]] == ["GIFT", "OWN"]
    page = client.get(f"/purses/elders/{lin.id}/").content.decode()
    assert "妈，好好吃饭" in page
    assert client.get("/purses/").status_code == 200
