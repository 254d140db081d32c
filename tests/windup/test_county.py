"""A county ends in steps: two people, nothing new from a day on, closed when nothing is open, read for ever."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.access.enums import Permission, Role
from accounts.access.queries import demand, may
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.endings import CountyClosed, CountyEnding
from accounts.regions.models import Ending, Region
from services.orders.actions.cancel_order import cancel_order
from services.orders.lifecycle import StateChanged
from services.windup.actions.announce_ending import announce_ending
from services.windup.actions.close_county import CountyStillOpen, close_county
from services.windup.actions.ending import AnotherPerson
from services.windup.actions.finish_closing import finish_closing
from services.windup.actions.propose_ending import EndingThere, Plan, TooSoon, WhoGoesOn, propose_ending
from services.windup.actions.stop_counties import stop_counties
from services.windup.actions.withdraw_ending import WhyTakenBack, withdraw_ending
from services.windup.models import StatementRun
from tests import personas
from tests.personas import COUNTY, NOW
from timebank.ledger.actions.donate_minutes import donate_minutes
from timebank.ledger.actions.grant_monthly import grant_monthly
from timebank.ledger.models import Checkpoint, Transfer

pytestmark = pytest.mark.django_db
STOPS = timezone.localdate(NOW) + timedelta(days=40)
LATER = NOW + timedelta(days=41)
PLAN = Plan(STOPS, "永安市民政局", "永安市燕江东路 1 号", "每个人的时间原样转到永安市，一分钟不少。", "0598-3600000")


@pytest.fixture
def chen():
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)


@pytest.fixture
def wu():
    return personas.user("吴建国", Role.ADMIN, region=COUNTY)


@pytest.fixture
def announced(chen, wu):
    propose_ending(by=chen, at=NOW, county_code=COUNTY, plan=PLAN)
    return announce_ending(by=wu, at=NOW, county_code=COUNTY)


@pytest.fixture
def closed(announced, wu):
    stop_counties(at=LATER)
    return close_county(by=wu, at=LATER, county_code=COUNTY)


def test_two_people_and_enough_notice(chen, wu):
    with pytest.raises(TooSoon):
        propose_ending(by=chen, at=NOW, county_code=COUNTY, plan=Plan(timezone.localdate(NOW), "某", "某", "某"))
    with pytest.raises(WhoGoesOn):
        propose_ending(by=chen, at=NOW, county_code=COUNTY, plan=Plan(STOPS, " ", "某", "某"))
    propose_ending(by=chen, at=NOW, county_code=COUNTY, plan=PLAN)
    with pytest.raises(EndingThere):
        propose_ending(by=wu, at=NOW, county_code=COUNTY, plan=PLAN)
    with pytest.raises(AnotherPerson):
        announce_ending(by=chen, at=NOW, county_code=COUNTY)
    assert "永安市民政局" not in Client().get("/").content.decode()
    announce_ending(by=wu, at=NOW, county_code=COUNTY)
    assert "永安市民政局" in Client().get("/").content.decode()
    with pytest.raises(StateChanged):
        announce_ending(by=wu, at=NOW, county_code=COUNTY)


def test_the_database_wants_two_people_too(chen, wu):
    ending = propose_ending(by=chen, at=NOW, county_code=COUNTY, plan=PLAN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ending.objects.filter(id=ending.id).update(announced_by=chen)


def test_from_the_day_on_nothing_new_begins_and_what_runs_is_finished(announced, wu):
    lin = personas.elder()
    mei = personas.proxy(lin)
    running = personas.order(mei, lin)
    with pytest.raises(CountyEnding) as refused:
        personas.order(mei, lin, at=LATER)
    assert refused.value.code == "county_ending"
    assert "永安市民政局" in str(refused.value)
    hua = personas.volunteer()
    with pytest.raises(CountyEnding):
        donate_minutes(by=hua, at=LATER, giver=hua.person, amount=1, key="a")
    before = Transfer.objects.count()
    grant_monthly(at=LATER)
    assert Transfer.objects.count() == before
    stop_counties(at=LATER)
    with pytest.raises(CountyStillOpen):
        close_county(by=wu, at=LATER, county_code=COUNTY)
    cancel_order(by=mei, at=LATER, order_id=running.id)
    close_county(by=wu, at=LATER, county_code=COUNTY)


def test_until_it_is_closed_it_can_be_taken_back(announced, chen, wu):
    stop_counties(at=LATER)
    with pytest.raises(WhyTakenBack):
        withdraw_ending(by=chen, at=LATER, county_code=COUNTY, because=" ")
    withdraw_ending(by=chen, at=LATER, county_code=COUNTY, because="上级改了决定")
    lin = personas.elder()
    personas.order(personas.proxy(lin), lin, at=LATER)
    propose_ending(by=chen, at=LATER, county_code=COUNTY, plan=Plan(STOPS + timedelta(days=90), "某", "某", "某"))


def test_closed_it_is_read_only_and_sealed(closed, chen, wu):
    assert may(chen, Permission.TERRITORY_VIEW, region_code=COUNTY)
    assert not may(chen, Permission.ELDER_REGISTER, region_code=COUNTY)
    with pytest.raises(CountyClosed):
        demand(chen, Permission.ELDER_REGISTER, region_code=COUNTY)
    with pytest.raises(StateChanged):
        withdraw_ending(by=chen, at=LATER, county_code=COUNTY, because="后悔了")
    done = finish_closing(at=LATER, ending_id=closed.id)
    again = finish_closing(at=LATER, ending_id=closed.id)
    assert done.checkpoint == again.checkpoint == Checkpoint.objects.get().number
    assert StatementRun.objects.count() == 1
    assert "已经关闭" in Client().get("/", headers={"Accept-Language": "zh-hans"}).content.decode()


def test_holders_still_read_their_passbook(announced, wu):
    lin = personas.elder()
    mei = personas.proxy(lin)
    stop_counties(at=LATER)
    close_county(by=wu, at=LATER, county_code=COUNTY)
    client = Client()
    client.force_login(mei)
    assert client.get(reverse("bank:elder_book", args=[lin.id])).status_code == 200
    assert client.get(reverse("bank:elder_statement", args=[lin.id])).status_code == 200
    with pytest.raises(CountyClosed):
        personas.order(mei, lin, at=LATER)


def test_negative_control_a_county_next_door_goes_on(closed):
    Region.objects.create(code="350429", name="泰宁县", level="COUNTY", parent_id="3504", pinyin="", initials="")
    luo = personas.user("罗启明", Role.COUNTY_OFFICIAL, region="350429")
    assert may(luo, Permission.ELDER_REGISTER, region_code="350429")
    with pytest.raises(NotFound):
        announce_ending(by=luo, at=NOW, county_code=COUNTY)


def test_a_township_has_no_say(chen):
    su = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP)
    with pytest.raises(NotAllowed):
        propose_ending(by=su, at=NOW, county_code=COUNTY, plan=PLAN)


def test_the_pages_lead_through(chen, wu):
    client, other = Client(), Client()
    client.force_login(chen)
    other.force_login(wu)
    home = reverse("windup:county")
    sent = {"stops_on": STOPS.isoformat(), "successor": "某", "successor_address": "某路 1 号", "inherits": "都转过去"}
    assert client.post(reverse("windup:propose"), {**sent, "stops_on": ""}).status_code == 422
    sent["stops_on"] = (timezone.localdate() + timedelta(days=40)).isoformat()
    assert client.post(reverse("windup:propose"), sent).status_code == 303
    assert reverse("windup:announce") not in client.get(home).content.decode()
    assert reverse("windup:announce") in other.get(home).content.decode()
    assert other.post(reverse("windup:announce")).status_code == 303
    assert client.post(reverse("windup:close")).status_code in (403, 409)
    assert client.post(reverse("windup:withdraw"), {"because": "改了"}).status_code == 303
