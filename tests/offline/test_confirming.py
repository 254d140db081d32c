"""The elder's side says "it was done" without a signal: booked once, whatever happened meanwhile is told."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.dispute_order import dispute_order
from tests import personas
from tests.helper.ground import served
from tests.volunteer.conftest import signed_in
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return personas.elder(minutes=300)


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


@pytest.fixture
def guo():
    return personas.volunteer()


@pytest.fixture
def order(lin, mei, guo):
    return served(personas.order(mei, lin), guo)


def send(mei, order, key):
    at = order.ends_at + timedelta(hours=2)
    headers = {"Idempotency-Key": key, "X-Occurred-At": order.ends_at.isoformat(), "X-Device-Now": at.isoformat()}
    with time_machine.travel(at, tick=False):
        return signed_in(mei).post(
            reverse("helper:confirm", args=[order.id]), {"rating": "5", "comment": ""}, headers=headers
        )


def test_it_is_booked_once(order, mei, guo):
    key = str(uuid4())
    assert [send(mei, order, key).json()["state"] for _turn in range(2)] == ["done", "done"]
    assert account_of(guo.person_id).balance == 40


def test_what_somebody_else_has_confirmed_is_done(order, mei, guo):
    confirm_order(by=mei, at=order.ends_at, order_id=order.id, rating=4)
    assert send(mei, order, str(uuid4())).json()["state"] == "done"
    assert account_of(guo.person_id).balance == 40


def test_what_was_disputed_meanwhile_is_told(order, mei, guo):
    dispute_order(by=mei, at=order.ends_at, order_id=order.id, reason="没来")
    answer = send(mei, order, str(uuid4()))
    assert (answer.status_code, answer.json()["code"]) == (409, "state_changed")
    assert account_of(guo.person_id) is None, "nothing was booked"


def test_what_is_missing_in_it_is_asked_for(order, mei):
    at = order.ends_at + timedelta(hours=2)
    with time_machine.travel(at, tick=False):
        answer = signed_in(mei).post(
            reverse("helper:confirm", args=[order.id]), {"rating": ""}, headers={"Idempotency-Key": str(uuid4())}
        )
    assert (answer.status_code, answer.json()["code"]) == (422, "look_again")
