"""Both sides are reminded, once for each hour of it, and never of what was called off."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.journal.models import Event
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.claim_order import claim_order
from services.orders.actions.remind_of_orders import remind_of_orders
from services.orders.queries.audience import audience
from tests import personas

EVENING = datetime(2026, 11, 19, 10, 0, tzinfo=UTC)  # six in the evening
TOMORROW_AT_TEN = 16.0


@pytest.fixture
def story(db):
    lin = personas.elder(minutes=600)
    mei, guo = personas.proxy(lin), personas.volunteer()
    order = personas.order(mei, lin, at=EVENING, hours=TOMORROW_AT_TEN)
    return mei, guo, order


def events(order):
    return [one.name.rpartition(".")[2] for one in Event.objects.filter(subject_id=order.id).order_by("sequence")]


def test_on_the_evening_before_both_sides_hear_once(story):
    mei, guo, order = story
    claim_order(by=guo, at=EVENING, order_id=order.id)
    assert remind_of_orders(at=EVENING - timedelta(minutes=1)) == 0
    assert remind_of_orders(at=EVENING) == 1
    assert remind_of_orders(at=EVENING) == 0
    told = audience(Event.objects.get(name="services.order.tomorrow"))
    assert {user.id for user in told} == {mei.id, guo.id}


def test_two_hours_before_whoever_comes_hears_again(story):
    _mei, guo, order = story
    claim_order(by=guo, at=EVENING, order_id=order.id)
    before = order.starts_at - timedelta(hours=2)
    assert remind_of_orders(at=before - timedelta(minutes=1)) == 0
    assert remind_of_orders(at=before) == 1
    assert remind_of_orders(at=before) == 0
    assert [user.id for user in audience(Event.objects.get(name="services.order.soon"))] == [guo.id]


def test_nothing_is_said_of_what_nobody_took_or_was_called_off(story):
    mei, guo, order = story
    assert remind_of_orders(at=EVENING) == 0
    claim_order(by=guo, at=EVENING, order_id=order.id)
    cancel_order(by=mei, at=EVENING, order_id=order.id)
    assert remind_of_orders(at=EVENING) == 0
    assert remind_of_orders(at=order.starts_at - timedelta(hours=1)) == 0
    assert "tomorrow" not in events(order)
