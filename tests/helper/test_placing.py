"""From the menu to a placed order, without a browser."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.access.enums import Role
from accounts.elders.enums import Consent, Power
from frontend.helper.presets import likely_start
from services.orders.enums import OrderStatus
from services.orders.models import Order
from tests import personas
from tests.helper.ground import clock, entries, signed_in  # noqa: F401 - a fixture
from tests.personas import NOW
from timebank.ledger.queries import account_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def when(elder, **query):
    return reverse("helper:when", args=[elder.id], query=query or None)


def form_key(client, elder, item):
    return client.get(when(elder, item=str(item.id))).context["form"]["key"].value()


def test_the_form_places_one_order_and_holds_its_minutes():
    lin, haircut = personas.elder(minutes=300), personas.item()
    mei = personas.proxy(lin)
    answer = signed_in(mei).post(when(lin), entries(lin, haircut, note="  Mind the dog "))
    order = Order.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("helper:order", args=[order.id]))
    assert (order.status, order.consent, order.note) == (OrderStatus.OPEN, Consent.BY_PHONE, "Mind the dog")
    assert order.starts_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
    assert (order.ends_at - order.starts_at).total_seconds() == 30 * 60
    account = account_of(lin.person_id)
    assert (account.balance, account.held, account.available) == (300, 30, 270)


def test_the_same_form_sent_twice_places_one_order():
    lin, haircut = personas.elder(), personas.item()
    client = signed_in(personas.proxy(lin))
    filled = entries(lin, haircut, key=form_key(client, lin, haircut))
    first, second = client.post(when(lin), filled), client.post(when(lin), filled)
    assert Order.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_a_form_sent_again_with_other_entries_says_so_and_may_then_be_sent():
    lin, haircut = personas.elder(), personas.item()
    client = signed_in(personas.proxy(lin))
    filled = entries(lin, haircut, key=form_key(client, lin, haircut))
    client.post(when(lin), filled)
    changed = {**filled, "other_clock": "15:00"}
    refused = client.post(when(lin), changed)
    assert refused.status_code == 409
    assert b"placed an order before" in refused.content
    again = client.post(when(lin), {**changed, "key": refused.context["form"]["key"].value()})
    assert (again.status_code, Order.objects.count()) == (303, 2)


def test_a_key_that_is_not_ours_is_not_taken_over():
    lin, haircut = personas.elder(), personas.item()
    made_up = "ffffffff-ffff-7fff-bfff-ffffffffffff"
    signed_in(personas.proxy(lin)).post(when(lin), entries(lin, haircut, key=made_up))
    assert Order.objects.get().id != UUID(made_up)


@pytest.mark.parametrize(
    ("changed", "status", "words", "field"),
    [
        ({"day": "2026-11-19", "other_clock": "08:00"}, 400, "That time is over", "id_clock_0"),
        ({"other_day": "2027-11-19"}, 400, "next three months", "id_clock_0"),
        ({"consent": ""}, 422, "Say how the elder agreed", "id_consent_0"),
        ({"day": ""}, 422, "Choose a day", "id_day_0"),
        ({"other_clock": "half past"}, 422, "valid time", "id_other_clock"),
    ],
)
def test_what_is_wrong_is_said_at_the_form_and_entries_are_kept(changed, status, words, field):
    lin = personas.elder()
    answer = signed_in(personas.proxy(lin)).post(when(lin), {**entries(lin), "note": "Soft rice", **changed})
    page = answer.content.decode()
    assert answer.status_code == status
    assert words in page
    assert f'href="#{field}"' in page
    assert f'id="{field}"' in page
    assert "Soft rice" in page
    assert not Order.objects.exists()


def test_too_few_minutes_are_said_before_and_refused_after():
    lin, haircut = personas.elder(minutes=50), personas.item()
    client = signed_in(personas.proxy(lin))
    many = {f"n-{haircut.id}": "2"}
    assert b"10 min too few" in client.get(when(lin, item=str(haircut.id), **many)).content
    answer = client.post(when(lin), {**entries(lin, haircut), **many})
    assert answer.status_code == 409
    assert b"not enough in the account" in answer.content
    assert not Order.objects.exists()
    assert account_of(lin.person_id).held == 0


@pytest.mark.parametrize("quantity", ["0", "21", "many", ""])
def test_a_bad_quantity_is_named(quantity):
    lin, haircut = personas.elder(), personas.item()
    answer = signed_in(personas.proxy(lin)).post(when(lin), {**entries(lin, haircut), f"n-{haircut.id}": quantity})
    assert answer.status_code == 422
    assert b"between 1 and 20" in answer.content


def test_nothing_chosen_leads_back_to_the_menu():
    lin = personas.elder()
    client = signed_in(personas.proxy(lin))
    for asked in ({}, {"item": "nonsense"}, {"item": str(lin.id)}):
        answer = client.get(when(lin, **asked))
        assert (answer.status_code, answer["Location"]) == (302, reverse("helper:elder", args=[lin.id]))


def test_counting_again_places_nothing():
    lin, haircut = personas.elder(), personas.item()
    client = signed_in(personas.proxy(lin))
    filled = {**entries(lin, haircut), f"n-{haircut.id}": "3"}
    plain = client.post(when(lin), {**filled, "count": "1"})
    smooth = client.post(when(lin), filled, headers={"HX-Request": "true"})
    for answer in (plain, smooth):
        assert answer.status_code == 200
        assert answer.context["quote"].minutes == 90
    assert not Order.objects.exists()


def test_only_a_mandate_to_order_places_an_order():
    lin = personas.elder()
    looks = signed_in(personas.proxy(lin, powers=(Power.VIEW,)))
    zhen = signed_in(personas.user("陈远真", Role.PROXY))
    for client in (looks, zhen):
        assert client.post(when(lin), entries(lin)).status_code == 404
    assert not Order.objects.exists()
    assert b'name="item"' not in looks.get(reverse("helper:elder", args=[lin.id])).content


def test_a_daughter_far_away_has_telephoned():
    lin, haircut = personas.elder(), personas.item()
    mei, yan = personas.proxy(lin), personas.user("林小燕", Role.FAMILY)
    personas.mandate(lin, yan)
    agreed = [
        signed_in(user).get(when(lin, item=str(haircut.id))).context["form"]["consent"].value() for user in (mei, yan)
    ]
    assert agreed == [Consent.IN_PERSON, Consent.BY_PHONE]


LOCAL = "%m-%d %H:%M"


@pytest.mark.parametrize(
    ("now", "before", "likely"),
    [
        ("2026-11-19 02:00", None, "11-19 11:00"),  # ten in the morning: an hour ahead is eleven
        ("2026-11-19 02:01", None, "11-19 11:30"),
        ("2026-11-19 11:30", None, "11-20 09:00"),  # half past seven in the evening: tomorrow
        ("2026-11-18 20:00", None, "11-19 09:00"),  # four in the night: this morning
        ("2026-11-19 02:00", "2026-10-01 03:40", "11-19 11:40"),  # lunch at the usual time
        ("2026-11-19 02:00", "2026-10-01 01:00", "11-20 09:00"),
        ("2026-11-19 02:00", "2026-10-01 12:04", "11-19 11:00"),  # once at 20:04: nobody's usual hour
    ],
)
def test_a_likely_time(now, before, likely):
    read = lambda text: datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)  # noqa: E731
    start = likely_start(read(now), before=read(before) if before else None)
    assert f"{start:{LOCAL}}" == likely


def test_the_usual_time_is_offered_again():
    lin, haircut = personas.elder(), personas.item()
    mei = personas.proxy(lin)
    personas.order(mei, lin, of=haircut, hours=28.75)  # tomorrow 14:45
    form = signed_in(mei).get(when(lin, item=str(haircut.id))).context["form"]
    assert (form["day"].value(), form["clock"].value()) == ("2026-11-19", "14:45")
    assert NOW.day == 19


def test_the_same_at_the_same_time_is_asked_about_first():
    lin, haircut = personas.elder(), personas.item()
    mei = personas.proxy(lin)
    order = personas.order(mei, lin, of=haircut)
    client = signed_in(mei)
    start = timezone.localtime(order.starts_at)
    asked = client.get(when(lin, item=str(haircut.id)))
    assert f"Grandma Lin already has {order.lines.get().version.name_en}" in asked.content.decode()
    refused = client.post(when(lin), entries(lin, haircut, starts_at=start))
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#id_again"' in page
    assert "Order it once more?" in page
    assert Order.objects.count() == 1
    assert client.post(when(lin), entries(lin, haircut, starts_at=start, again="on")).status_code == 303
    assert Order.objects.count() == 2


def test_today_is_not_offered_when_its_hours_are_over():
    lin, haircut = personas.elder(), personas.item()
    client = signed_in(personas.proxy(lin))
    form = client.get(when(lin, item=str(haircut.id))).context["form"]
    assert "2026-11-19" in dict(form.fields["day"].choices)
    assert form.past == {"07:00", "08:00", "09:00", "10:00"}
    with time_machine.travel("2026-11-19T12:30Z", tick=False):
        form = client.get(when(lin, item=str(haircut.id))).context["form"]
    assert next(iter(dict(form.fields["day"].choices))) == "2026-11-20"
    assert len(form.fields["day"].choices) == 7
