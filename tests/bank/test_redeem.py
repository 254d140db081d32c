"""Using the minutes: for oneself when the time has come, for a parent in another county."""

from datetime import date

import pytest

from accounts.access.models import Reveal
from accounts.people.enums import Relation
from accounts.people.models import Kinship
from accounts.policies.models import Policy
from accounts.regions.models import Region
from services.orders.enums import OrderStatus
from tests import personas
from tests.bank.ground import grant, mother_of
from tests.personas import COUNTY, NOW
from tests.volunteer.conftest import queries, serve, signed_in
from timebank.ledger.actions.give_minutes import give_minutes
from timebank.ledger.queries import account_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
WAYS = "/bank/redeem/"


def from_sixty() -> None:
    county = Region.objects.get(code=COUNTY)
    Policy.objects.create(code="spend.age", region=county, valid="[2026-01-01,)", value=60, citation="通知")


def elder_with_login(minutes: int = 300):
    """An elder who signs in herself."""
    lin = personas.elder(minutes=minutes)
    login = personas.user("林细妹")
    login.person = lin.person
    login.save()
    return lin, login


def test_too_young_says_from_when():
    guo = personas.volunteer()
    from_sixty()
    page = signed_in(guo).get(WAYS)
    assert not page.context["old_enough"]
    assert "From 60 on, in 4 years." in page.content.decode()
    guo.person.birth_on = date(1967, 11, 19)
    guo.person.save()
    assert "in 1 year." in signed_in(guo).get(WAYS).content.decode()


def test_old_enough_but_not_in_the_registry():
    guo = personas.volunteer()
    guo.person.birth_on = date(1960, 1, 1)
    guo.person.save()
    from_sixty()
    assert "writes you down as an elder first" in signed_in(guo).get(WAYS).content.decode()


def test_an_elder_orders_with_her_own_minutes_and_confirms_herself():
    lin, login = elder_with_login()
    client = signed_in(login)
    assert f"/helper/elders/{lin.id}/" in client.get(WAYS).content.decode()
    assert "These are your own minutes." in client.get(f"/helper/elders/{lin.id}/").content.decode()
    assert client.get(f"/helper/elders/{lin.id}/card/").status_code == 200
    assert not Reveal.objects.exists()  # to look at oneself is nothing to write down
    guo = personas.volunteer()
    order = personas.order(login, lin)
    serve(order, guo)
    done = client.post(f"/helper/orders/{order.id}/confirm/", {"rating": 5})
    assert done["Location"] == f"/helper/orders/{order.id}/"
    order.refresh_from_db()
    assert (order.status, account_of(guo.person_id).balance) == (OrderStatus.CONFIRMED, 40)


def test_a_parent_in_another_county_is_given_minutes_and_ordered_for():
    guo = personas.volunteer()
    grant(guo.person, 300)
    Region.objects.create(code="350429", name="泰宁县", level="COUNTY", parent_id="3504", pinyin="", initials="")
    Region.objects.create(code="350429101", name="朱口镇", level="TOWNSHIP", parent_id="350429", pinyin="", initials="")
    Region.objects.create(
        code="350429101207", name="梅林村委会", level="VILLAGE", parent_id="350429101", pinyin="", initials=""
    )
    mother = mother_of(guo, village="350429101207")
    client = signed_in(guo)
    page = client.get(WAYS)
    (row,) = page.context["rows"]
    assert (row.kin.home, row.kin.abroad) == ("Meilin village, Zhukou town, Taining county", True)
    assert "mother Huang Xiujin" in page.content.decode()
    assert not row.may_order
    assert "How can I order for them?" in page.content.decode()
    personas.mandate(mother.elder, guo)
    row = client.get(WAYS).context["rows"][0]
    assert row.may_order
    give_minutes(by=guo, at=NOW, giver=guo.person, recipient=mother, amount=60, key="k")
    assert f"/helper/elders/{mother.elder.id}/" in client.get("/bank/given/2/").content.decode()


@pytest.mark.verifies(28)
def test_kin_who_are_no_elders_come_last_and_queries_do_not_grow():
    guo = personas.volunteer()
    personas.elder()
    Kinship.objects.create(person=guo.person, relative=personas.person("小郑"), relation=Relation.CHILD)
    mother_of(guo)
    client = signed_in(guo)
    assert [row.elder_id is None for row in client.get(WAYS).context["rows"]] == [False, True]
    few = queries(client, WAYS), queries(client, "/bank/give/")
    for _number in range(4):
        mother_of(guo)
    assert (queries(client, WAYS), queries(client, "/bank/give/")) == few


def test_nobody_else_opens_the_elders_pages_by_that_door():
    lin, _login = elder_with_login()
    other = personas.user("周远")
    assert signed_in(other).get(f"/helper/elders/{lin.id}/").status_code == 404
    assert signed_in(personas.user("无人")).get(f"/bank/elders/{lin.id}/").status_code == 404
