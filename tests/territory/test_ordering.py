"""Ordering for an elder at the desk of a territory: read back, placed once, asked about when it is twice."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.access.enums import Role
from accounts.keys import new_key
from services.orders.models import Order
from tests import personas

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    made = personas.elder(minutes=600)
    made.spoken_code = "悄悄话儿"
    made.save()
    return made


@pytest.fixture
def operator():
    return personas.user("池小梅", Role.OPERATOR, region=personas.COUNTY)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def phone_answers(thing, **changes):
    day = timezone.localdate() + timedelta(days=2)
    return {
        "item": str(thing.id),
        "day": day.isoformat(),
        "at": "09:30",
        "note": "",
        "consent": "BY_PHONE",
        "order_id": str(new_key()),
        **changes,
    }


def test_ordering_by_phone_reads_back_and_places_one_order(lin, operator):
    item, client = personas.item(), signed_in(operator)
    address = reverse("territory:place", args=[lin.id])
    assert client.get(address).status_code == 200
    answers = phone_answers(item)
    page = client.post(address, {**answers, "step": "read"})
    assert page.status_code == 200
    assert "林奶奶" in page.content.decode()
    assert not Order.objects.exists()
    assert [client.post(address, {**answers, "step": "place"}).status_code for _ in range(2)] == [303, 303]
    order = Order.objects.get()
    assert (order.consent, order.placed_by, order.planned_minutes) == ("BY_PHONE", operator, 30)


def test_the_same_thing_twice_by_phone_is_asked_about_first(lin, operator):
    item, client = personas.item(), signed_in(operator)
    address = reverse("territory:place", args=[lin.id])
    first, second = phone_answers(item), phone_answers(item)
    assert client.post(address, {**first, "step": "place"}).status_code == 303
    page = client.post(address, {**second, "step": "place"})
    assert (page.status_code, 'name="again"' in page.content.decode()) == (409, True)
    assert (
        'name="again" value="True"' in client.post(address, {**second, "again": "on", "step": "read"}).content.decode()
    )
    assert client.post(address, {**second, "again": "True", "step": "place"}).status_code == 303
    assert Order.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"item": ""}, 422, "选一样"),
        ({"day": "gestern"}, 422, "2026-11-19"),
        ({"day": "2020-01-01"}, 400, "That time is over|过"),
        ({"consent": ""}, 422, "答应"),
    ],
)
def test_bad_answers_are_named(lin, operator, changes, status, words):
    answers = phone_answers(personas.item(), **changes)
    page = signed_in(operator).post(reverse("territory:place", args=[lin.id]), {**answers, "step": "place"})
    assert page.status_code == status
    assert "tb-errors" in page.content.decode()
    assert any(word in page.content.decode() for word in words.split("|"))
    assert not Order.objects.exists()


def test_too_few_minutes_are_refused_in_words(operator):
    poor = personas.elder("苏阿土", minutes=10)
    answers = phone_answers(personas.item())
    address = reverse("territory:place", args=[poor.id])
    assert "不够" in signed_in(operator).post(address, {**answers, "step": "read"}).content.decode()
    assert signed_in(operator).post(address, {**answers, "step": "place"}).status_code == 409
    assert not Order.objects.exists()
