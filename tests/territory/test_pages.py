"""Pages of village, township, county and telephone: who sees which order, and what each may answer."""

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access.enums import Role
from accounts.access.models import Reveal
from services.catalogue.models import ItemVersion
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.dispute_order import dispute_order
from services.orders.enums import OrderStatus
from services.orders.models import Order
from tests import personas
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def lin():
    made = personas.elder(minutes=600)
    made.spoken_code = "悄悄话儿"
    made.save()
    return made


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


@pytest.fixture
def order(mei, lin, now):
    return personas.order(mei, lin, at=now)


@pytest.fixture
def county():
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=personas.COUNTY)


@pytest.fixture
def village():
    return personas.user("乐建国", Role.VILLAGE_WORKER, region=personas.VILLAGE)


@pytest.fixture
def admin():
    return personas.user("余建平", Role.ADMIN, region=personas.COUNTY)


@pytest.fixture
def operator():
    return personas.user("池小梅", Role.OPERATOR, region=personas.COUNTY)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def serve(order, lin, guo=None):
    guo = guo or personas.volunteer()
    seat = claim_order(by=guo, at=order.starts_at - timedelta(hours=1), order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="code", code=lin.spoken_code)
    check_out(by=guo, at=order.starts_at + timedelta(minutes=30), assignment_id=seat.id)
    return guo


def test_another_townships_order_does_not_exist(order, lin, village, county):
    elsewhere = personas.user("吴德明", Role.TOWNSHIP_OFFICIAL, region="350425101")
    address = reverse("territory:order", args=[order.id])
    assert [signed_in(who).get(address).status_code for who in (village, county, elsewhere)] == [200, 200, 404]
    assert signed_in(elsewhere).post(reverse("territory:cancel", args=[order.id])).status_code == 404
    assert signed_in(elsewhere).get(reverse("territory:elder", args=[lin.id])).status_code == 404
    assert signed_in(elsewhere).get(reverse("territory:orders"), {"place": personas.VILLAGE}).status_code == 404
    assert str(order.id) not in signed_in(elsewhere).get(reverse("territory:orders")).content.decode()


def test_a_proxy_in_another_territory_sees_the_order_only_as_proxy(order, lin):
    both = personas.user("林远", Role.TOWNSHIP_OFFICIAL, region="350425101")
    personas.mandate(lin, both)
    assert signed_in(both).get(reverse("territory:order", args=[order.id])).status_code == 404
    assert signed_in(both).get(reverse("territory:elder", args=[lin.id])).status_code == 404


def test_volunteers_and_visitors_stay_outside(order, lin):
    guo = personas.volunteer()
    addresses = [reverse(f"territory:{name}") for name in ("orders", "figures", "elders", "catalogue")]
    addresses += [reverse("territory:order", args=[order.id]), reverse("territory:elder", args=[lin.id])]
    assert {signed_in(guo).get(address).status_code for address in addresses} == {403}
    assert {Client().get(address).status_code for address in addresses} == {302}


def test_names_are_masked_on_lists_and_journalled_on_the_order(order, lin, village):
    client = signed_in(village)
    for name in ("orders", "elders"):
        page = client.get(reverse(f"territory:{name}")).content.decode()
        assert "林＊妹" in page
        assert lin.person.name not in page
    assert not Reveal.objects.exists()
    for _ in range(2):
        page = client.get(reverse("territory:order", args=[order.id]))
    assert lin.person.phone in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert Reveal.objects.filter(by=village, person=lin.person).count() == 1
    for address in (reverse("territory:elder", args=[lin.id]), reverse("territory:order", args=[order.id])):
        assert lin.spoken_code not in client.get(address).content.decode()


def test_the_administrator_sees_figures_and_orders_but_nobodys_address(order, lin, admin):
    client = signed_in(admin)
    page = client.get(reverse("territory:order", args=[order.id])).content.decode()
    assert "林＊妹" in page
    assert lin.person.phone not in page
    assert lin.person.name not in page
    assert client.get(reverse("territory:figures")).status_code == 200
    assert client.get(reverse("territory:elders")).status_code == 403
    assert client.get(reverse("territory:catalogue")).status_code == 403
    assert client.post(reverse("territory:cancel", args=[order.id])).status_code == 403
    order.refresh_from_db()
    assert order.status == OrderStatus.OPEN


def test_a_disputed_order_is_decided_by_the_township_with_a_reason(order, lin, mei, village):
    serve(order, lin)
    dispute_order(by=mei, at=order.ends_at, order_id=order.id, reason="只剪了一半")
    address = reverse("territory:resolve", args=[order.id])
    assert signed_in(village).post(address, {"decision": "uphold", "reason": "看过"}).status_code == 403
    town = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP)
    client = signed_in(town)
    assert "只剪了一半" in client.get(reverse("territory:order", args=[order.id])).content.decode()
    assert client.post(address, {"decision": "uphold", "reason": ""}).status_code == 422
    order.refresh_from_db()
    assert order.status == OrderStatus.DISPUTED
    assert client.post(address, {"decision": "uphold", "reason": "两边都问过"}).status_code == 303
    order.refresh_from_db()
    assert order.status == OrderStatus.CONFIRMED
    assert client.post(address, {"decision": "void", "reason": "再来"}).status_code == 409


def test_a_dispute_can_be_voided_and_nothing_moves(order, lin, mei, county):
    guo = serve(order, lin)
    dispute_order(by=mei, at=order.ends_at, order_id=order.id, reason="没来")
    address = reverse("territory:resolve", args=[order.id])
    assert signed_in(county).post(address, {"decision": "void", "reason": "确实没做"}).status_code == 303
    order.refresh_from_db()
    assert order.status == OrderStatus.VOIDED
    assert account_of(guo.person_id) is None
    assert account_of(lin.person_id).available == 600


def test_the_operator_calls_back_and_confirms_once(order, lin, operator):
    guo = serve(order, lin)
    client, address = signed_in(operator), reverse("territory:confirm", args=[order.id])
    assert client.post(address, {"comment": "好"}).status_code == 422
    assert client.post(address, {"rating": "5", "comment": "剪得好"}).status_code == 303
    assert client.post(address, {"rating": "5"}).status_code == 409
    assert account_of(guo.person_id).balance == 30


def test_what_was_not_done_stops_the_clock(order, lin, operator):
    serve(order, lin)
    client, address = signed_in(operator), reverse("territory:dispute", args=[order.id])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "没来"}).status_code == 303
    order.refresh_from_db()
    assert order.status == OrderStatus.DISPUTED


def test_calling_off_gives_the_held_time_back(order, lin, operator):
    assert account_of(lin.person_id).held == 30
    address = reverse("territory:cancel", args=[order.id])
    assert signed_in(operator).post(address, {"reason": "下雨"}).status_code == 303
    assert account_of(lin.person_id).held == 0


def many(count, now):
    for number in range(count):
        elder = personas.elder(f"池金{number}", minutes=600)
        by = personas.proxy(elder, name=f"代{number}")
        claim_order(by=personas.volunteer(f"郑{number}"), at=now, order_id=personas.order(by, elder, at=now).id)


@pytest.mark.verifies(28)
@pytest.mark.parametrize("name", ["orders", "elders", "figures"])
def test_lists_ask_the_same_number_of_questions(name, county, now):
    client, counts = signed_in(county), []
    for more in (3, 9):
        many(more, now)
        client.get(reverse(f"territory:{name}"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"territory:{name}")).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_pages_of_many_orders_follow_each_other_without_gap(county, mei, lin, now):
    placed = {personas.order(mei, lin, at=now, hours=2 + number).id for number in range(15)}
    more = personas.elder("章秀兰", minutes=3000)
    by = personas.proxy(more, name="章小")
    placed |= {personas.order(by, more, at=now, hours=2 + number).id for number in range(30)}
    client, seen, address = signed_in(county), [], reverse("territory:orders")
    while address:
        page = client.get(address)
        seen += [order.id for order in page.context["orders"]]
        address = reverse("territory:orders") + page.context["more"] if page.context["more"] else ""
    assert len(seen) == len(set(seen)) == 45
    assert set(seen) == placed
    assert page.context["total"] == 45


@pytest.mark.parametrize(("query", "soonest"), [({}, False), ({"sort": "soonest"}, True), ({"state": "open"}, True)])
def test_what_starts_first_or_what_came_last(county, mei, lin, now, query, soonest):
    late, early = (personas.order(mei, lin, at=now, hours=hours) for hours in (9, 2))
    between = personas.order(mei, another(mei), at=now, hours=5)
    shown = signed_in(county).get(reverse("territory:orders"), query).context["orders"]
    assert shown == ([early, between, late] if soonest else [between, early, late])


def another(mei):
    other = personas.elder("章秀兰", minutes=600)
    personas.mandate(other, mei)
    return other


def test_pages_of_the_soonest_follow_each_other_without_gap(county, mei, now):
    more = personas.elder("章秀兰", minutes=3000)
    personas.mandate(more, mei)
    placed = [personas.order(mei, more, at=now, hours=2 + number % 7).id for number in range(30)]
    client, seen, address = signed_in(county), [], reverse("territory:orders") + "?state=open"
    while address:
        page = client.get(address)
        seen += page.context["orders"]
        address = reverse("territory:orders") + page.context["more"] if page.context["more"] else ""
    assert sorted(order.id for order in seen) == sorted(placed)
    assert [order.starts_at for order in seen] == sorted(order.starts_at for order in seen)


def test_who_did_not_come_is_noted_once_and_not_too_early(order, lin, operator, admin, now):
    guo = personas.volunteer()
    seat = claim_order(by=guo, at=now, order_id=order.id)
    client, address = signed_in(operator), reverse("territory:no_show", args=[order.id])
    shown = reverse("territory:order", args=[order.id])
    assert address not in client.get(shown).content.decode()
    assert client.post(address, {"seat": str(seat.id)}).status_code == 409
    Order.objects.filter(id=order.id).update(starts_at=now - timedelta(minutes=20))
    assert address in client.get(shown).content.decode()
    assert address not in signed_in(admin).get(shown).content.decode()
    assert signed_in(admin).post(address, {"seat": str(seat.id)}).status_code == 403
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {"seat": str(seat.id)}).status_code == 303
    seat.refresh_from_db()
    assert (seat.status, seat.ended_by) == ("NO_SHOW", operator)
    assert client.post(address, {"seat": str(seat.id)}).status_code == 409


def test_nothing_and_nothing_like_that(county, mei, lin, now):
    client = signed_in(county)
    assert "这里还没有单" in client.get(reverse("territory:orders")).content.decode()
    personas.order(mei, lin, at=now)
    page = client.get(reverse("territory:orders"), {"q": "欧阳", "since": "x", "after": "y", "category": "z"})
    assert page.status_code == 200
    assert "没有这样的单" in page.content.decode()
    assert len(client.get(reverse("territory:orders"), {"q": "林", "elder": str(lin.id)}).context["orders"]) == 1


def test_every_figure_opens_exactly_what_it_counted(county, mei, lin, now):
    done = personas.order(mei, lin, at=now)
    serve(done, lin)
    personas.order(mei, lin, at=now, hours=5)
    client = signed_in(county)
    month = {"month": f"{timezone.localdate(done.starts_at):%Y-%m}"}
    context = client.get(reverse("territory:figures"), month).context
    opened = [(context["links"]["all"], context["total"])]
    opened += [(state["href"], state["count"]) for state in context["states"]]
    opened += [(kind["href"], kind["count"]) for kind in context["kinds"]]
    opened += [(line.href, line.orders) for line in context["lines"]]
    assert sum(count for _href, count in opened)
    for href, count in opened:
        assert client.get(urlsplit(href).path, parse_qs(urlsplit(href).query)).context["total"] == count, href


def test_a_changed_item_keeps_its_history(county):
    item = personas.item(summary_zh="在院子里剪", summary_en="In the yard")
    client, address = signed_in(county), reverse("territory:item", args=[item.id])
    page = client.get(address)
    answers = {key: value for key, value in page.context["form"].initial.items() if value not in (False, None)}
    assert "citation" not in answers
    tomorrow = timezone.localdate() + timedelta(days=1)
    answers |= {
        "price_yuan": "7.50",
        "starts_on": tomorrow.isoformat(),
        "citation": "县民政局会议纪要",
    }
    assert client.post(address, {**answers, "typical_minutes": "0"}).status_code == 422
    assert client.post(address, {**answers, "citation": ""}).status_code == 422
    yesterday = {"starts_on": (tomorrow - timedelta(days=2)).isoformat()}
    assert client.post(address, {**answers, **yesterday}).status_code == 400
    assert client.post(address, answers).status_code == 303
    new = ItemVersion.objects.get(item=item, valid__contains=tomorrow)
    assert (new.price_fen, new.citation, new.valid.lower) == (750, "县民政局会议纪要", tomorrow)
    page = client.get(address).content.decode()
    assert "县民政局会议纪要" in page
    assert "还没到" in page


def test_saving_an_item_unchanged_says_so(county):
    item = personas.item(summary_zh="在院子里剪", summary_en="In the yard", citation="会议纪要")
    address = reverse("territory:item", args=[item.id])
    client = signed_in(county)
    initial = client.get(address).context["form"].initial
    answers = {key: value for key, value in initial.items() if value not in (False, None)}
    answers |= {"starts_on": timezone.localdate().isoformat(), "citation": "会议纪要"}
    assert client.post(address, answers).status_code == 409


def test_only_the_county_edits_the_list(village, operator):
    item = personas.item()
    for who in (village, operator):
        assert signed_in(who).get(reverse("territory:item", args=[item.id])).status_code == 403
    far = personas.user("宁夏", Role.COUNTY_OFFICIAL, region="350425101")
    assert signed_in(far).get(reverse("territory:item", args=[item.id])).status_code == 404


def test_months_without_a_day_in_them(county):
    client = signed_in(county)
    for month in ("2026-02", "0001-01", "nonsense", "2026-13"):
        assert client.get(reverse("territory:figures"), {"month": month}).status_code == 200
    assert date(2026, 2, 1)
