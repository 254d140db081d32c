"""A mandate reaches as far as the elder said: which services, how much, until when; and not a moment longer."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from accounts.access.enums import Role
from accounts.elders.actions.change_mandate import change_mandate
from accounts.elders.actions.entrust_mandate import PhoneOfAnother, entrust_mandate
from accounts.elders.actions.evidence import EvidenceMissing
from accounts.elders.actions.give_mandate import BadLimit, Limits, MandateToOneself, NoPower, give_mandate
from accounts.elders.actions.revoke_mandate import revoke_mandate
from accounts.elders.enums import Consent, Power
from accounts.elders.models import Change, Mandate
from accounts.people.models import Person
from accounts.refusals import NotAllowed, NotFound
from services.catalogue.models import Category
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.limits import MoneyUsedUp, MonthUsedUp, OrderTooLarge, ServiceNotAllowed
from services.orders.models import Order
from services.orders.queries.allowance import allowance_of
from tests import personas
from tests.helper.ground import clock, entries, signed_in  # noqa: F401 - a fixture
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TERMS = {
    "powers": list(Power),
    "starts_on": date(2026, 1, 1),
    "ends_on": None,
    "consent": Consent.IN_PERSON,
}


def limited(elder, **limits):
    """Mei with a mandate of these limits."""
    mei = personas.user("林小梅", Role.PROXY)
    give_mandate(by=None, at=NOW, elder=elder, proxy=mei.person, limits=Limits(**limits), **TERMS)
    return mei


def worker(village=personas.VILLAGE):
    return personas.user("乐建国", Role.VILLAGE_WORKER, region=village)


def test_only_what_is_named_by_item_or_by_class():
    lin = personas.elder()
    haircut = personas.item()
    Category.objects.create(code="meals", name_zh="吃饭", name_en="Meals", icon="meal", position=2)
    lunch = personas.item("lunch", name_zh="送午饭", name_en="Lunch")
    lunch.category_id = "meals"
    lunch.save()
    mei = limited(lin, only=["meals"])
    assert personas.order(mei, lin, of=lunch)
    with pytest.raises(ServiceNotAllowed) as refused:
        personas.order(mei, lin, of=haircut)
    assert refused.value.code == "mandate_service"
    assert "上门理发" in str(refused.value) or "Haircut" in str(refused.value)
    by_item = limited(lin, only=["haircut"])
    assert personas.order(by_item, lin, of=haircut, hours=5)


def test_minutes_an_order_and_a_month():
    lin = personas.elder()
    mei = limited(lin, minutes_per_order=60, minutes_per_month=90)
    with pytest.raises(OrderTooLarge):
        personas.order(mei, lin, quantity=3)
    first = personas.order(mei, lin, quantity=2)
    with pytest.raises(MonthUsedUp) as refused:
        personas.order(mei, lin, quantity=2, hours=4)
    assert refused.value.facts["left"].startswith("30")
    cancel_order(by=mei, at=NOW, order_id=first.id)  # what was called off took nothing
    assert personas.order(mei, lin, quantity=2, hours=4)
    others = personas.proxy(lin, "别人")
    assert personas.order(others, lin, quantity=3, hours=8)


def test_money_a_month():
    lin = personas.elder()
    meal = personas.item("meal", price_fen=1200)
    mei = limited(lin, fen_per_month=2000)
    personas.order(mei, lin, of=meal)
    with pytest.raises(MoneyUsedUp) as refused:
        personas.order(mei, lin, of=meal, hours=4)
    assert (refused.value.facts["left"], refused.value.facts["takes"]) == ("8", "12")


def test_a_month_ends_at_midnight_of_shanghai():
    lin = personas.elder()
    mei = limited(lin, minutes_per_month=30)
    late = datetime(2026, 11, 30, 15, 30, tzinfo=UTC)  # 23:30 of 30 November there
    personas.order(mei, lin, hours=(late - NOW) / timedelta(hours=1))
    with pytest.raises(MonthUsedUp):
        personas.order(mei, lin, hours=(late - NOW) / timedelta(hours=1) - 2)
    assert personas.order(mei, lin, hours=(late - NOW) / timedelta(hours=1) + 1)  # half past midnight: December


def test_the_territory_and_the_elder_have_no_such_limit():
    lin = personas.elder()
    limited(lin, minutes_per_month=1)
    village = worker()
    assert personas.order(village, lin)
    assert allowance_of(village, lin, on=NOW.date()) is None


def test_changing_keeps_counting_and_ends_the_old_one():
    lin = personas.elder()
    mei = limited(lin, minutes_per_month=30)
    personas.order(mei, lin)
    terms = TERMS | {"limits": Limits(minutes_per_month=60)}
    changed = change_mandate(by=worker(), at=NOW, mandate_id=Mandate.objects.get().id, **terms)
    assert Mandate.objects.filter(revoked_at=None).get() == changed
    personas.order(mei, lin, hours=4)
    with pytest.raises(MonthUsedUp):
        personas.order(mei, lin, hours=6)
    assert list(Change.objects.order_by("id").values_list("about", "field")) == [
        ("MANDATE", "added"),
        ("MANDATE", "ended"),
        ("MANDATE", "added"),
    ]


def test_taken_back_it_ends_at_once_in_open_sessions_and_by_token():
    lin = personas.elder()
    mei = personas.proxy(lin)
    client = signed_in(mei)
    api = reverse("api_orders")
    with time_machine.travel(NOW, tick=False):
        _row, token = AuthToken.objects.create(mei)
        as_token = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
        page = reverse("helper:when", args=[lin.id])
        item = personas.item()
        body = {
            "elder": str(lin.id),
            "lines": [{"item": str(item.id)}],
            "starts_at": (NOW + timedelta(hours=3)).isoformat(),
            "ends_at": (NOW + timedelta(hours=4)).isoformat(),
        }
        assert client.get(page, {"item": str(item.id)}).status_code == 200  # the form is open
        revoke_mandate(by=worker(), at=NOW, mandate_id=Mandate.objects.get().id)
        assert client.post(page, entries(lin)).status_code == 404
        answer = Client().post(api, body, content_type="application/json", **as_token)
        assert answer.status_code == 404
    assert not Order.objects.exists()


def test_who_may_give_one_and_with_what():
    lin = personas.elder()
    who = {"elder": lin, "name": "林小燕", "phone": "13911112222", "at": NOW}
    for outsider, refusal in ((personas.volunteer(), NotAllowed), (worker(personas.OTHER_VILLAGE), NotFound)):
        with pytest.raises(refusal):
            entrust_mandate(by=outsider, **who, **TERMS)
    village = worker()
    with pytest.raises(NoPower):
        entrust_mandate(by=village, **who, **(TERMS | {"powers": []}))
    with pytest.raises(BadLimit):
        entrust_mandate(by=village, **who, **TERMS, limits=Limits(only=["'; DROP"]))
    with pytest.raises(EvidenceMissing):
        entrust_mandate(by=village, **who, **(TERMS | {"consent": Consent.SIGNED}))
    assert not Person.objects.filter(name="林小燕").exists()
    made = entrust_mandate(by=village, **who, **TERMS)
    assert made.proxy.home_id == lin.person.home_id
    with pytest.raises(PhoneOfAnother):
        entrust_mandate(by=village, **(who | {"name": "别的人"}), **TERMS)
    village.person.phone = "13933334444"
    village.person.save()
    with pytest.raises(MandateToOneself):
        entrust_mandate(by=village, **(who | {"name": "乐建国", "phone": "13933334444"}), **TERMS)


def test_a_mandate_makes_a_helper_of_a_login():
    lin = personas.elder()
    guo = personas.volunteer()
    give_mandate(by=None, at=NOW, elder=lin, proxy=guo.person, **TERMS)
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        assert signed_in(guo).get(reverse("helper:home")).status_code == 302


@pytest.mark.usefixtures("clock")
def test_the_menu_shows_what_the_mandate_leaves():
    lin = personas.elder()
    personas.item()
    mei = limited(lin, only=["meals"], minutes_per_month=240)
    page = signed_in(mei).get(reverse("helper:elder", args=[lin.id])).content.decode()
    assert "not in the mandate" in page
    assert 'name="item"' not in page
    assert "Left this month: 4 h" in page
    free = personas.proxy(lin, "别人")
    page = signed_in(free).get(reverse("helper:elder", args=[lin.id])).content.decode()
    assert "not in the mandate" not in page
    assert 'name="item"' in page


@pytest.mark.usefixtures("clock")
def test_the_form_says_which_limit_was_broken():
    lin = personas.elder()
    mei = limited(lin, minutes_per_order=20)
    answer = signed_in(mei).post(reverse("helper:when", args=[lin.id]), entries(lin))
    assert answer.status_code == 409
    assert "20 minutes for one order" in answer.content.decode()


@pytest.mark.usefixtures("clock")
def test_given_back_by_the_proxy():
    lin = personas.elder()
    mei = personas.proxy(lin)
    page = reverse("helper:mandate", args=[lin.id])
    other = personas.proxy(personas.elder("陈阿公"), "陈小远")
    assert signed_in(other).post(page).status_code == 404
    assert signed_in(mei).post(page).status_code == 303
    assert Mandate.objects.get(proxy=mei.person).revoked_by == mei
    with pytest.raises(NotFound):
        personas.order(mei, lin)
