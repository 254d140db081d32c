"""From an event to a signed call on another program: who hears what, how often, and what a silent program leads to."""

import json
from datetime import timedelta

import pytest
from standardwebhooks import Webhook as Checker
from standardwebhooks import WebhookVerificationError

from accounts.connections.actions.change_webhook import change_webhook
from accounts.connections.actions.defer_due_calls import defer_due_calls
from accounts.connections.actions.drop_old_calls import drop_old_calls
from accounts.connections.actions.end_webhook import end_webhook
from accounts.connections.actions.pause_webhook import pause_webhook
from accounts.connections.actions.renew_secret import renew_secret
from accounts.connections.actions.resend_call import StillOnItsWay, resend_call
from accounts.connections.actions.resume_webhook import resume_webhook
from accounts.connections.actions.take_call import take_call
from accounts.connections.actions.try_webhook import try_webhook
from accounts.connections.enums import CallState
from accounts.connections.lifecycle import LEASE, WAITS, lease_call
from accounts.connections.models import WebhookCall
from accounts.journal.models import Notice
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.claim_order import claim_order
from tests import personas
from tests.connections.ground import connected, later, official, sent, told
from tests.personas import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def order():
    lin = personas.elder()
    return personas.order(personas.proxy(lin), lin, hours=30)


def test_a_program_hears_signed_what_happened_and_never_about_whom(order, program):
    hook = connected(official(), program.url)
    event = told("services.order.placed")
    (call,) = WebhookCall.objects.all()
    assert (sent(call).state, call.outcome, call.attempts) == (CallState.SENT, "200", 1)
    ((path, headers, body),) = program.came
    assert path == "/hear"
    said = Checker(hook.secret).verify(body, headers)
    assert said["type"] == "services.order.placed"
    assert said["data"]["sequence"] == event.sequence
    assert said["data"]["subject"] == {"kind": "order", "id": str(order.id)}
    text = json.dumps(said, ensure_ascii=False)
    assert order.elder.person.name not in text
    assert str(order.elder_id) not in text
    with pytest.raises(WebhookVerificationError):
        Checker(renew_secret(by=hook.added_by, at=NOW, webhook_id=hook.id).secret).verify(body, headers)


def test_the_job_twice_and_the_event_twice_are_one_call(order, program):
    connected(official(), program.url)
    told("services.order.placed")
    told("services.order.placed")
    (call,) = WebhookCall.objects.all()
    sent(call)
    sent(call)
    assert len(program.came) == 1


def test_only_what_was_asked_for_and_only_of_the_own_place(order, program):
    connected(official(), program.url, subjects=["ALARMS"])
    connected(official("石牌", region="350425101"), program.url, region_code="350425101")
    told("services.order.placed")
    assert not WebhookCall.objects.exists()
    connected(official("大田"), program.url)
    told("services.order.placed")
    assert WebhookCall.objects.count() == 1  # the negative control: the same event for who asked for it here


def test_an_organisation_hears_of_its_own_orders_alone(order, program):
    manager, other = personas.user("连晓雯"), personas.user("别家")
    mine, theirs = personas.organisation(manager), personas.organisation(other, name="别家社工")
    hook = connected(manager, program.url, organisation_id=mine.id)
    connected(other, program.url, organisation_id=theirs.id)
    told("services.order.placed")
    assert not WebhookCall.objects.exists()
    claim_for_organisation(by=manager, at=NOW, order_id=order.id, organisation_id=mine.id)
    told("services.order.claimed")
    assert [call.webhook_id for call in WebhookCall.objects.all()] == [hook.id]


def test_a_silent_program_is_tried_for_three_days_then_paused_and_its_owner_told(order, program, now):
    county = official()
    hook = connected(county, program.url)
    told("services.order.placed")
    call = WebhookCall.objects.get()
    program.status = 500
    for wait in WAITS:
        sent(call)
        assert (call.state, call.outcome) == (CallState.WAITING, "500")
        assert call.next_try_at is not None
        later(now, call)
        del wait
    assert sum(WAITS, timedelta()) > timedelta(days=3)
    assert sent(call).state == CallState.FAILED
    assert len(program.came) == len(WAITS) + 1
    hook.refresh_from_db()
    assert hook.paused_at is not None
    told("accounts.webhook.paused")
    assert [one.recipient_id for one in Notice.objects.filter(event__name="accounts.webhook.paused")] == [county.id]


def test_what_happens_during_a_pause_is_sent_afterwards(order, program):
    county = official()
    hook = connected(county, program.url)
    pause_webhook(by=county, at=NOW, webhook_id=hook.id)
    told("services.order.placed")
    call = WebhookCall.objects.get()
    assert (call.next_try_at, sent(call).state) == (None, CallState.WAITING)
    assert not program.came
    resume_webhook(by=county, at=NOW, webhook_id=hook.id)
    assert defer_due_calls(at=NOW) == 1
    assert sent(call).state == CallState.SENT


def test_gone_pauses_at_once_and_loses_nothing(order, program):
    hook = connected(official(), program.url)
    told("services.order.placed")
    program.status = 410
    call = WebhookCall.objects.get()
    assert (sent(call).state, call.next_try_at) == (CallState.WAITING, None)
    hook.refresh_from_db()
    assert hook.paused_at is not None


@pytest.mark.parametrize("status", [302, 404, 429])
def test_anything_but_success_is_tried_again_and_no_redirect_is_followed(order, program, status):
    connected(official(), program.url)
    told("services.order.placed")
    program.status = status
    call = sent(WebhookCall.objects.get())
    assert (call.state, call.outcome) == (CallState.WAITING, str(status))
    assert [path for path, _headers, _body in program.came] == ["/hear"]


def test_a_name_that_leads_inside_is_not_called(order, program, settings):
    connected(official(), program.url)
    told("services.order.placed")
    settings.PUSH_LOCAL = False
    call = sent(WebhookCall.objects.get())
    assert (call.state, call.outcome) == (CallState.WAITING, "PermissionError")
    assert not program.came


def test_once_more_is_the_same_call_and_not_while_it_is_on_its_way(order, program):
    county = official()
    hook = connected(county, program.url)
    told("services.order.placed")
    call = WebhookCall.objects.get()
    with pytest.raises(StillOnItsWay):
        resend_call(by=county, at=NOW, webhook_id=hook.id, call_id=call.id)
    sent(call)
    resend_call(by=county, at=NOW, webhook_id=hook.id, call_id=call.id)
    assert sent(call).state == CallState.SENT
    assert len({headers["webhook-id"] for _path, headers, _body in program.came}) == 1
    assert len(program.came) == 2


def test_a_try_goes_to_that_program_alone(order, program):
    county = official()
    hook, _other = connected(county, program.url), connected(county, program.url, title="另一个")
    call = try_webhook(by=county, at=NOW, webhook_id=hook.id)
    assert WebhookCall.objects.count() == 1
    assert sent(call).state == CallState.SENT
    assert json.loads(program.came[0][2])["type"] == "accounts.webhook.tried"


def test_ended_it_hears_nothing_more(order, program):
    county = official()
    hook = connected(county, program.url)
    told("services.order.placed")
    end_webhook(by=county, at=NOW, webhook_id=hook.id)
    call = WebhookCall.objects.get()
    assert sent(call).state == CallState.DROPPED
    claim_order(by=personas.volunteer(), at=NOW, order_id=order.id)
    told("services.order.claimed")
    assert WebhookCall.objects.count() == 1
    assert not program.came


def test_what_waits_goes_to_the_new_address(order, program):
    county = official()
    hook = connected(county, program.url)
    told("services.order.placed")
    change_webhook(by=county, at=NOW, webhook_id=hook.id, title="新", address=f"{program.url}/new", subjects=["ORDERS"])
    sent(WebhookCall.objects.get())
    assert program.came[0][0] == "/new"


def test_calls_of_a_quarter_year_ago_are_dropped(order, program):
    connected(official(), program.url)
    told("services.order.placed")
    WebhookCall.objects.update(created_at=NOW - timedelta(days=89))
    assert drop_old_calls(at=NOW) == 0
    assert drop_old_calls(at=NOW + timedelta(days=2)) == 1


def test_of_two_jobs_at_once_one_takes_the_call(order, program):
    connected(official(), program.url)
    told("services.order.placed")
    one, two = WebhookCall.objects.get(), WebhookCall.objects.get()
    assert (lease_call(one, at=NOW), lease_call(two, at=NOW)) == (True, False)
    assert take_call(at=NOW, call_id=one.id) is None
    assert take_call(at=NOW + LEASE, call_id=one.id) is not None  # its worker died meanwhile
