"""The calendar of a phone: what stands in it, what never does, and whose key still opens it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from accounts.connections.actions.close_feed import close_feed
from accounts.connections.actions.open_feed import open_feed
from accounts.connections.models import Feed
from accounts.elders.actions.revoke_mandate import revoke_mandate
from accounts.elders.models import Mandate
from services.orders.actions.claim_order import claim_order
from tests import personas
from tests.personas import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    lin, guo = personas.elder(), personas.volunteer()
    mei = personas.proxy(lin)
    order = personas.order(mei, lin, hours=30)
    claim_order(by=guo, at=NOW, order_id=order.id)
    return mei, guo, order


def fetched(client, key: str):
    answer = client.get(reverse("connections:calendar", args=[key]))
    if answer.status_code != 200:
        return answer.status_code
    return Calendar.from_ical(answer.content.decode())


def test_a_volunteer_has_the_task_and_not_the_house(client, story):
    _mei, guo, order = story
    _feed, key = open_feed(by=guo, at=NOW)
    (entry,) = fetched(client, key).events
    assert (entry.start, entry.end) == (order.starts_at, order.ends_at)
    assert str(entry["summary"]) == "上门理发，林奶奶"
    assert str(entry["url"]).endswith(reverse("volunteer:task", args=[order.id]))
    text = entry.to_ical().decode()
    for secret in (order.elder.person.name, order.elder.person.address, str(order.elder.person.phone)):
        assert not secret or secret not in text


def test_a_helper_sees_who_comes_as_long_as_the_mandate_holds(client, story):
    mei, guo, _order = story
    _feed, key = open_feed(by=mei, at=NOW)
    (entry,) = fetched(client, key).events
    assert guo.person.name in str(entry["description"])
    revoke_mandate(by=mei, at=NOW, mandate_id=Mandate.objects.get(proxy=mei.person).id)
    assert fetched(client, key).events == []


def test_a_new_address_ends_the_old_one_and_closing_ends_both(client, story):
    _mei, guo, _order = story
    _feed, old = open_feed(by=guo, at=NOW)
    _feed, new = open_feed(by=guo, at=NOW)
    assert fetched(client, old) == 404
    assert fetched(client, new) != 404
    assert fetched(client, new[:-1]) == 404
    assert close_feed(by=guo, at=NOW)
    assert fetched(client, new) == 404
    assert not close_feed(by=guo, at=NOW)


def test_a_login_that_is_shut_shows_nothing(client, story):
    _mei, guo, _order = story
    _feed, key = open_feed(by=guo, at=NOW)
    guo.is_active = False
    guo.save(update_fields=["is_active"])
    assert fetched(client, key) == 404


def test_the_key_is_kept_nowhere_and_reading_is_noted_by_the_hour(client, story, now):
    _mei, guo, _order = story
    feed, key = open_feed(by=guo, at=NOW)
    assert key not in str(Feed.objects.filter(id=feed.id).values().get())
    fetched(client, key)
    now.move_to(NOW + timedelta(minutes=30))
    fetched(client, key)
    feed.refresh_from_db()
    assert feed.read_at == NOW
    now.move_to(NOW + timedelta(minutes=90))
    fetched(client, key)
    feed.refresh_from_db()
    assert feed.read_at == NOW + timedelta(minutes=90)


def test_the_page_shows_the_address_once(client, story):
    _mei, guo, _order = story
    client.force_login(guo)
    answer = client.post(reverse("connections:feed_open"), follow=True)
    address = answer.context["address"]
    assert address in answer.content.decode()
    assert fetched(client, address.rsplit("/", 1)[1].removesuffix(".ics")).events
    assert address not in client.get(reverse("connections:feed")).content.decode()
    client.post(reverse("connections:feed_close"))
    assert Feed.objects.get().closed_at == NOW
