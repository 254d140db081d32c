"""Pages about being told: one's choices, one's screens, what was sent; the sheet of those to be told by voice."""

from datetime import time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.messaging.actions.drop_settled import drop_settled
from accounts.messaging.enums import Channel, State, Weight
from accounts.messaging.models import Delivery, Preference, PushSubscription
from accounts.policies.models import Policy
from accounts.policies.news_rules import NEWS_KEPT
from frontend.messages.devices import device_name
from frontend.messages.tasks import clear_sheet
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.claim_order import claim_order
from services.orders.actions.withdraw_claim import withdraw_claim
from tests import personas
from tests.helper.ground import signed_in
from tests.messaging.endpoint import Browser
from tests.messaging.stories import deliveries, happened, run, subscribed
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, VILLAGE

pytestmark = pytest.mark.django_db
CHOICES, SENT, SHEET = (reverse(name) for name in ("messages:choices", "messages:sent", "territory:untold"))


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def worker():
    return personas.user("池明", Role.VILLAGE_WORKER, region=VILLAGE)


@pytest.fixture
def to_say(worker):
    """Guo took an order of Lin, who has neither login nor helper."""
    lin, guo = personas.elder(), personas.volunteer()
    order = personas.order(worker, lin, hours=30)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    happened("services.order.claimed")
    return Delivery.objects.get(channel=Channel.CALL_SHEET), order, guo, seat


def test_choices_are_kept(worker):
    client = signed_in(worker)
    page = client.get(CHOICES).content.decode()
    assert "from 21:00 until 7:00" in page
    assert page.count('type="checkbox"') == 8
    sent = {
        "on": ["PUSH:ORDERS", "SMS:WORK"],
        "quiet": "OWN",
        "quiet_from": "22:00",
        "quiet_until": "06:00",
        "language": "en",
    }
    assert client.post(CHOICES, sent).status_code == 303
    row = Preference.objects.get(user=worker)
    assert "SMS:ORDERS" in row.off
    assert not {"PUSH:ORDERS", "SMS:WORK"} & set(row.off)
    assert (row.quiet_from, row.quiet_until) == (time(22), time(6))
    page = client.get(CHOICES).content.decode()
    assert 'value="22:00" selected' in page
    assert client.post(CHOICES, {**sent, "quiet": "NEVER"}).status_code == 303
    row.refresh_from_db()
    assert row.quiet_from == row.quiet_until
    assert client.post(CHOICES, {**sent, "quiet": "OURS"}).status_code == 303
    row.refresh_from_db()
    assert row.quiet_from is None


@pytest.mark.parametrize("wrong", [{"on": ["SMS:ALARM"]}, {"quiet": "x"}, {"quiet_from": "25:00"}, {"language": "fr"}])
def test_choices_that_are_none_change_nothing(worker, wrong):
    sent = {"on": [], "quiet": "OWN", "quiet_from": "22:00", "quiet_until": "06:00", "language": "en", **wrong}
    assert signed_in(worker).post(CHOICES, sent).status_code == 422
    assert not Preference.objects.exists()


def test_a_screen_is_added_listed_and_let_go(worker):
    client, browser = signed_in(worker), Browser()
    described = {"endpoint": "https://push.example.com/abc", "p256dh": browser.p256dh, "auth": browser.auth}
    agent = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"
    assert client.post(reverse("messages:device_add"), described, headers={"User-Agent": agent}).status_code == 303
    row = PushSubscription.objects.get()
    assert (row.user, row.device) == (worker, "Chrome, Android")
    page = client.get(CHOICES).content.decode()
    assert "Chrome, Android" in page
    assert "push.example.com" not in page
    stranger = signed_in(personas.user("别人"))
    assert stranger.post(reverse("messages:device_end", args=[row.id])).status_code == 404
    assert client.post(reverse("messages:device_end", args=[row.id])).status_code == 303
    row.refresh_from_db()
    assert row.gone_at == NOW
    assert client.post(reverse("messages:device_add"), {"endpoint": "http://10.0.0.1/"}).status_code == 400


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("", ""),
        ("curl/8", ""),
        ("Mozilla/5.0 (iPhone) Safari/604", "Safari, iPhone"),
        ("MicroMessenger Android", "WeChat, Android"),
    ],
)
def test_a_browser_is_called_by_what_one_knows_it_by(agent, name):
    assert device_name(agent) == name


def test_what_was_sent_is_read_by_its_own_person_alone(push_service):
    lin, guo = personas.elder(), personas.volunteer()
    mei = personas.proxy(lin)
    subscribed(mei, push_service.url)
    order = personas.order(mei, lin, hours=30)
    claim_order(by=guo, at=NOW, order_id=order.id)
    happened("services.order.claimed")
    run(deliveries(mei)[0])
    page = signed_in(mei).get(SENT).content.decode()
    assert "will come" in page
    assert "Sent" in page
    assert "Nothing was sent outside yet" in signed_in(guo).get(SENT).content.decode()
    assert Client().get(SENT).status_code == 302


def test_news_to_be_told_stand_on_the_sheet_until_somebody_told_them(to_say, worker):
    row, *_rest = to_say
    client, said = signed_in(worker), reverse("territory:said", args=[row.id])
    page = client.get(SHEET).content.decode()
    assert "somebody will come for" in page
    assert "林细妹" not in page.split("News to tell")[1].split("untold-title")[0]  # a list masks names
    assert client.get(reverse("territory:untold_sheet")).content.startswith(b"%PDF")
    assert client.post(said, {"outcome": "NOT_REACHED"}).status_code == 303
    assert "Tried 1 time" in client.get(SHEET).content.decode()
    assert client.post(said, {"outcome": "TOLD"}).status_code == 303
    row.refresh_from_db()
    assert (row.state, row.attempts, row.told_by, row.settled_at) == (State.SENT, 2, worker, NOW)
    assert "News to tell" not in client.get(SHEET).content.decode()
    assert client.post(said, {"outcome": "TOLD"}).status_code == 303  # with a sentence that it was done before
    assert Event.objects.filter(name="accounts.news.told").count() == 1


def test_the_next_village_finds_no_such_news_and_a_volunteer_may_not(to_say):
    row, *_rest = to_say
    said = reverse("territory:said", args=[row.id])
    other = personas.user("外村", Role.VILLAGE_WORKER, region=OTHER_VILLAGE)
    assert signed_in(other).post(said, {"outcome": "TOLD"}).status_code == 404
    assert "News to tell" not in signed_in(other).get(SHEET).content.decode()
    assert signed_in(personas.volunteer()).post(said, {"outcome": "TOLD"}).status_code == 403
    assert signed_in(other).post(said, {"outcome": "x"}).status_code == 404
    row.refresh_from_db()
    assert row.state == State.WAITING


def test_what_became_untrue_leaves_the_sheet(to_say, worker):
    row, order, guo, seat = to_say
    withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    cancel_order(by=worker, at=NOW, order_id=order.id)
    assert "somebody will come for" not in signed_in(worker).get(SHEET).content.decode()
    clear_sheet(0)
    row.refresh_from_db()
    assert (row.state, row.outcome) == (State.UNTRUE, "no_longer_true")


def test_the_county_counts_and_reads_no_names(to_say):
    row, *_rest = to_say
    user = personas.user("收信人")
    for outcome, state in (("isv.LIMIT", State.FAILED), ("isv.LIMIT", State.FAILED), ("ok", State.SENT)):
        made = Event.objects.create(name="x", at=NOW, subject_kind="order", subject_id=row.event.subject_id)
        Delivery.objects.create(
            event=made, recipient=user, channel=Channel.SMS, weight=Weight.IMPORTANT, state=state,
            outcome=outcome, settled_at=NOW, region_code=VILLAGE,
        )  # fmt: skip
    Delivery.objects.update(created_at=NOW - timedelta(days=1))
    county = personas.user("县里", Role.COUNTY_OFFICIAL, region=COUNTY)
    page = signed_in(county).get(reverse("territory:deliveries")).content.decode()
    assert "the carrier says isv.LIMIT" in page
    assert "收信人" not in page
    other = personas.user("外村", Role.VILLAGE_WORKER, region=OTHER_VILLAGE)
    assert "isv.LIMIT" not in signed_in(other).get(reverse("territory:deliveries")).content.decode()
    assert signed_in(personas.volunteer()).get(reverse("territory:deliveries")).status_code == 403


def test_who_was_told_is_kept_for_the_years_of_the_rule_and_no_longer(to_say):
    waiting, *_rest = to_say
    event, user = waiting.event, personas.user("收信人")
    facts = {"event": event, "weight": Weight.IMPORTANT, "state": State.SENT, "region_code": VILLAGE}
    told = [
        Delivery.objects.create(**facts, recipient=user, channel=channel, settled_at=NOW - timedelta(days=days))
        for channel, days in ((Channel.SMS, 731), (Channel.PUSH, 729))
    ]
    Delivery.objects.filter(id=waiting.id).update(created_at=NOW - timedelta(days=3000))
    assert drop_settled(at=NOW) == 1
    assert set(Delivery.objects.values_list("id", flat=True)) == {waiting.id, told[1].id}
    Policy.objects.create(code=NEWS_KEPT.code, region_id=COUNTY, valid="[2026-01-01,)", value=90, citation="测试")
    assert drop_settled(at=NOW) == 1
    assert Delivery.objects.get() == waiting  # nobody has told it yet, however old
