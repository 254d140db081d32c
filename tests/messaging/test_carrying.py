"""Messages on their way: sealed, signed, retried, never when untrue, never with more than a call name in them."""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta

import http_ece
import pytest
import time_machine
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse
from django.utils import timezone

from accounts.elders.actions.revoke_mandate import revoke_mandate
from accounts.elders.models import Mandate
from accounts.journal.actions.read_notices import read_notices
from accounts.messaging.actions.add_subscription import NotASubscription, add_subscription
from accounts.messaging.actions.take_delivery import take_delivery
from accounts.messaging.enums import Channel, State, Weight
from accounts.messaging.lifecycle import WAITS
from accounts.messaging.models import Delivery, PushSubscription
from accounts.messaging.places import allowed_address, public_addresses
from accounts.people.models import User
from frontend.messages import carrying
from frontend.messages.checks import check_senders
from frontend.messages.keys import authorization, public_key
from frontend.messages.push import sealed
from frontend.shell.text_messages import NotSent, send_code, send_news
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.claim_order import claim_order
from services.orders.actions.withdraw_claim import withdraw_claim
from tests import personas
from tests.messaging.endpoint import Browser, aliyun_parameters, claims_of, unb64
from tests.messaging.stories import deliveries, happened, run, subscribed, texts
from tests.personas import NOW

pytestmark = pytest.mark.django_db
NO_POINT = urlsafe_b64encode(b"\x04" + b"\x01" * 64).decode()


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def story(push_service):
    """Mei, on whose phone messages appear, ordered for Lin; Guo took it."""
    lin, guo, browser = personas.elder(), personas.volunteer(), Browser()
    mei = personas.proxy(lin)
    subscribed(mei, push_service.url, browser)
    order = personas.order(mei, lin, hours=30)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    return mei, guo, order, seat, browser


def test_a_message_arrives_sealed_for_the_browser_and_signed_by_us(story, push_service):
    mei, guo, order, _seat, browser = story
    happened("services.order.claimed")
    sent = run(deliveries(mei)[0])
    assert (sent.state, sent.outcome, sent.attempts) == (State.SENT, "ok", 1)
    ((path, headers, body),) = push_service.came
    message = browser.opened(body)
    assert message == {
        "title": "林奶奶：有人来帮忙了",
        "body": message["body"],
        "href": reverse("helper:order", args=[order.id]),
        "tag": message["tag"],
        "urgent": False,
    }
    assert path == f"/{mei.username}"
    assert (headers["content-encoding"], headers["urgency"], headers["ttl"]) == ("aes128gcm", "normal", "86400")
    claims = claims_of(headers["authorization"])
    assert (claims["aud"], claims["k"]) == (push_service.url, public_key())
    assert 0 < claims["exp"] - timezone.now().timestamp() <= 86400
    assert guo.person.name not in json.dumps(message, ensure_ascii=False)
    assert len(body) > 2000  # padded: its length says nothing


def test_nobody_else_can_open_or_sign_it(story, push_service):
    happened("services.order.claimed")
    run(deliveries(story[0])[0])
    ((_path, headers, body),) = push_service.came
    with pytest.raises((InvalidTag, http_ece.ECEException)):
        Browser().opened(body)
    token = headers["authorization"]
    middle = len(token) // 3
    spoilt = token[:middle] + ("A" if token[middle] != "A" else "B") + token[middle + 1 :]
    with pytest.raises((InvalidSignature, ValueError, KeyError, UnicodeDecodeError)):
        claims_of(spoilt)


def test_the_sealing_is_that_of_the_standard():
    """RFC 8291, appendix A: with its keys and its salt the same bytes come out."""
    sender = ec.derive_private_key(int.from_bytes(unb64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")), ec.SECP256R1())
    made = http_ece.encrypt(
        b"When I grow up, I want to be a watermelon",
        salt=unb64("DGv6ra1nlYgDCS1FRnbzlw"),
        private_key=sender,
        dh=unb64("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        auth_secret=unb64("BTBZMqHH6r4Tts7J_aSIgg"),
        version="aes128gcm",
    )
    assert made == unb64(
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_"
        "yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    browser = Browser()
    assert browser.opened(sealed({"title": "x"}, p256dh=browser.p256dh, auth=browser.auth)) == {"title": "x"}


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_not_asked_again_and_a_text_message_goes_instead(story, push_service, status, now):
    mei, guo, _order, seat, _browser = story
    push_service.status = status
    now.shift(60)
    withdraw_claim(by=guo, at=timezone.now(), assignment_id=seat.id)
    happened("services.order.reopened")
    assert run(deliveries(mei)[0]).state == State.GONE
    assert not PushSubscription.objects.filter(gone_at=None).exists()
    (text,) = deliveries(mei, Channel.SMS)
    assert run(text).state == State.SENT
    assert texts() == [{"phone": "13800000000", "news": "林奶奶：还没人来，我们再找人 明天 16:00"}]


def test_a_busy_service_is_tried_again_later_and_later_then_never(story, push_service, now):
    mei, *_rest = story
    push_service.status = 503
    happened("services.order.claimed")
    row = deliveries(mei)[0]
    for wait in WAITS[Weight.ORDINARY]:
        row = run(row)
        assert (row.state, row.outcome, row.next_try_at) == (
            State.WAITING,
            "503",
            timezone.now() + timedelta(seconds=wait),
        )
        now.shift(wait)
    assert run(row).state == State.FAILED
    assert len(push_service.came) == len(WAITS[Weight.ORDINARY]) + 1


def test_a_service_that_is_away_is_tried_again(story, push_service):
    PushSubscription.objects.update(endpoint="http://127.0.0.1:9/away", endpoint_index="x")
    happened("services.order.claimed")
    row = run(deliveries(story[0])[0])
    assert (row.state, row.outcome) == (State.WAITING, "ConnectionRefusedError")


def test_a_browser_that_cannot_be_written_to_holds_up_no_other(story, push_service):
    """Its key is no point of the curve, or its address no name; the person's other browser is told all the same."""
    for number, (endpoint, p256dh) in enumerate(((push_service.url, NO_POINT), ("https://push..example/x", ""))):
        subscribed(story[0], f"http://a{number}.example")
        change = {"endpoint": endpoint, "endpoint_index": f"x{number}"} | ({"p256dh": p256dh} if p256dh else {})
        PushSubscription.objects.filter(id=PushSubscription.objects.latest("id").id).update(**change)
    happened("services.order.claimed")
    row = run(deliveries(story[0])[0])
    assert (row.state, row.outcome) == (State.SENT, "ok")


def test_a_redirect_is_not_followed(story, push_service):
    push_service.status = 302
    happened("services.order.claimed")
    assert run(deliveries(story[0])[0]).state == State.FAILED
    assert len(push_service.came) == 1


def test_two_jobs_at_once_send_once(story, push_service):
    happened("services.order.claimed")
    (row,) = deliveries(story[0])
    first = take_delivery(at=NOW, delivery_id=row.id)
    assert first is not None
    assert take_delivery(at=NOW, delivery_id=row.id) is None
    assert run(row).attempts == 1
    assert push_service.came == []


def test_a_worker_that_died_leaves_it_to_the_next_after_the_lease(story, push_service, now):
    happened("services.order.claimed")
    (row,) = deliveries(story[0])
    take_delivery(at=NOW, delivery_id=row.id)
    now.shift(121)
    assert run(row).state == State.SENT
    assert row.attempts == 2


def test_what_became_untrue_is_never_sent(story, push_service):
    mei, guo, order, seat, _browser = story
    happened("services.order.claimed")
    withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    cancel_order(by=mei, at=NOW, order_id=order.id)
    row = run(deliveries(mei)[0])
    assert (row.state, row.outcome) == (State.UNTRUE, "no_longer_true")
    assert push_service.came == []


def test_the_question_is_what_keeps_it_back(story, push_service, monkeypatch):
    """Negative control: without it the cancelled order would be announced."""
    mei, guo, order, seat, _browser = story
    happened("services.order.claimed")
    withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    cancel_order(by=mei, at=NOW, order_id=order.id)
    monkeypatch.setattr(carrying, "no_longer", lambda *_args: "")
    assert run(deliveries(mei)[0]).state == State.SENT


def test_newer_news_of_the_same_thing_goes_instead_of_the_older(story, push_service):
    mei, guo, order, seat, _browser = story
    happened("services.order.claimed")
    withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    claim_order(by=personas.volunteer("张金莲"), at=NOW, order_id=order.id)
    happened("services.order.reopened")
    happened("services.order.claimed")
    ended = [(run(row).state, row.outcome) for row in deliveries(mei)]
    assert ended[-1] == (State.SENT, "ok")
    assert {state for state, _outcome in ended[:-1]} == {State.UNTRUE}
    assert len(push_service.came) == 1


def test_whoever_no_longer_acts_for_the_elder_is_told_nothing(story, push_service):
    mei, *_rest = story
    happened("services.order.claimed")
    revoke_mandate(by=mei, at=NOW, mandate_id=Mandate.objects.get(proxy=mei.person).id)
    row = run(deliveries(mei)[0])
    assert (row.state, row.outcome, push_service.came) == (State.UNTRUE, "no_longer_concerned", [])


def test_what_was_read_is_not_sent_again_and_a_closed_login_is_told_nothing(story, push_service):
    mei, *_rest = story
    happened("services.order.claimed")
    read_notices(by=mei, at=NOW)
    assert run(deliveries(mei)[0]).outcome == "read"
    Delivery.objects.update(state=State.WAITING, settled_at=None, next_try_at=NOW)
    User.objects.filter(id=mei.id).update(is_active=False)
    assert run(deliveries(mei)[0]).outcome == "login_closed"
    assert push_service.came == []


def test_enough_text_messages_for_one_day(story, settings, monkeypatch):
    mei, guo, _order, seat, _browser = story
    PushSubscription.objects.update(gone_at=NOW)
    withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    happened("services.order.reopened")
    (row,) = deliveries(mei)
    monkeypatch.setattr(carrying, "texts_today", lambda user, *, at: 4)
    assert (run(row).state, run(row).outcome) == (State.SPARED, "enough_for_today")
    Delivery.objects.update(state=State.WAITING, settled_at=None, next_try_at=NOW, weight=Weight.URGENT)
    assert run(row).state == State.SENT  # alarms do not count


def test_a_text_message_that_fails_ends_on_the_call_sheet(story, monkeypatch, now):
    mei, guo, _order, seat, _browser = story
    PushSubscription.objects.update(gone_at=NOW)
    withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    happened("services.order.reopened")
    (row,) = deliveries(mei)

    def refused(_phone, _words):
        raise NotSent("isv.BUSINESS_LIMIT_CONTROL")

    monkeypatch.setattr(carrying, "send_news", refused)
    for wait in (*WAITS[Weight.IMPORTANT], 0):
        row = run(row)
        now.shift(wait)
    assert (row.state, row.outcome) == (State.FAILED, "isv.BUSINESS_LIMIT_CONTROL")
    (sheet,) = deliveries(mei, Channel.CALL_SHEET)
    assert sheet.state == State.WAITING


@pytest.fixture
def carrier(settings, push_service):
    settings.SMS_SENDER = "aliyun"
    settings.SMS_ALIYUN = {
        "key": "AK", "secret": "S3", "sign_name": "时间银行",
        "template_code": "SMS_1", "news_template_code": "SMS_2", "endpoint": push_service.url,
    }  # fmt: skip
    push_service.status, push_service.answer = 200, b'{"Code": "OK"}'
    return push_service


def test_alibaba_cloud_gets_a_request_it_can_verify(carrier):
    send_news("+8613877776666", "林奶奶：有人来帮忙了 & 更多")
    send_code("13877776666", "123456")
    news, code = (aliyun_parameters(path, headers, "S3") for path, headers, _body in carrier.came)
    assert (news["PhoneNumbers"], news["SignName"], news["TemplateCode"]) == ("13877776666", "时间银行", "SMS_2")
    assert json.loads(news["TemplateParam"]) == {"news": "林奶奶：有人来帮忙了 & 更多"}
    assert (code["TemplateCode"], json.loads(code["TemplateParam"])) == ("SMS_1", {"code": "123456"})
    path, headers, _body = carrier.came[0]
    with pytest.raises(InvalidSignature):
        aliyun_parameters(path.replace("PhoneNumbers=1", "PhoneNumbers=2"), headers, "S3")
    with pytest.raises(InvalidSignature):
        aliyun_parameters(path, headers, "other")


@pytest.mark.parametrize(
    ("status", "answer"), [(200, b'{"Code": "isv.AMOUNT_NOT_ENOUGH"}'), (400, b"{}"), (500, b"x"), (200, b"<html>")]
)
def test_what_the_carrier_refuses_is_said_without_the_number(carrier, status, answer):
    carrier.status, carrier.answer = status, answer
    with pytest.raises(NotSent) as refused:
        send_news("13877776666", "x")
    assert "13877776666" not in repr(refused.value)


def test_half_a_carrier_is_noticed_at_the_start(settings):
    assert check_senders(None) == []
    settings.SMS_SENDER = "pigeon"
    assert [one.id for one in check_senders(None)] == ["messages.E001"]
    settings.SMS_SENDER = "aliyun"
    settings.SMS_ALIYUN = {**settings.SMS_ALIYUN, "key": "", "endpoint": "http://x"}
    settings.PUSH_CONTACT = "me"
    assert [one.id for one in check_senders(None)] == ["messages.E002", "messages.E003", "messages.E004"]
    assert "ALIYUN_ACCESS_KEY_ID" in check_senders(None)[0].msg


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.example.com/x", "https://127.0.0.1/x", "https://localhost/x", "https://[::1]/x", "https://10.1.2.3/x",
        "https://push.example.com:8443/x", "https://user:pw@push.example.com/x", "https://intern/x", "ftp://a.b/x",
        "file:///etc/passwd", "https://2130706433/x", "https://push.example.com:x/", "", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_a_browser_cannot_name_an_address_inside(endpoint, settings):
    settings.PUSH_LOCAL = False
    assert not allowed_address(endpoint)
    mei, browser = personas.user("林小梅"), Browser()
    with pytest.raises(NotASubscription):
        add_subscription(by=mei, at=NOW, endpoint=endpoint, p256dh=browser.p256dh, auth=browser.auth)


def test_a_name_that_leads_inside_is_noticed_when_it_is_asked(settings, monkeypatch):
    settings.PUSH_LOCAL = False
    assert allowed_address("https://push.example.com/x")
    answers = {"good": "93.184.216.34", "inside": "10.0.0.7", "loop": "127.0.0.1", "cloud": "169.254.169.254"}

    def lookup(host, port, **_how):
        return [(2, 1, 6, "", (answers[name], port)) for name in host.split("+")]

    monkeypatch.setattr("accounts.messaging.places.socket.getaddrinfo", lookup)
    assert public_addresses("good", 443) == ["93.184.216.34"]
    for host in ("inside", "loop", "cloud", "good+inside"):
        assert public_addresses(host, 443) == []


def test_keys_that_are_none_are_refused_and_a_browser_changes_hands():
    mei, guo, browser = personas.user("林小梅"), personas.user("郑国忠"), Browser()
    for p256dh, auth in (
        ("", browser.auth),
        (browser.p256dh, "AAAA"),
        ("*", browser.auth),
        (browser.auth, browser.auth),
    ):
        with pytest.raises(NotASubscription):
            add_subscription(by=mei, at=NOW, endpoint="http://a.b/x", p256dh=p256dh, auth=auth)
    keys = {"endpoint": "http://a.b/x", "p256dh": browser.p256dh, "auth": browser.auth}
    first = add_subscription(by=mei, at=NOW, **keys)
    assert add_subscription(by=mei, at=NOW, **keys) == first
    second = add_subscription(by=guo, at=NOW, **keys)
    first.refresh_from_db()
    assert (first.gone_at, second.gone_at) == (NOW, None)


def test_the_key_is_made_once_for_the_house_alone(settings):
    assert public_key() == public_key()
    assert settings.PUSH_KEY.stat().st_mode & 0o777 == 0o600
    assert claims_of(authorization("https://push.example.com/a/b?c", now=1000))["aud"] == "https://push.example.com"
