"""What a phone kept arrives once, whoever asks and however often; and what is refused is said in words."""

import re
from contextlib import suppress
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
import time_machine
from django.urls import NoReverseMatch, resolve, reverse

from accounts.journal.models import AnsweredRequest
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.models import Assignment
from tests import personas
from tests.databases import ROOT
from tests.personas import NOW
from tests.sizes import sized
from tests.volunteer.conftest import signed_in
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return personas.elder(minutes=100_000)


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


@pytest.fixture
def guo():
    return personas.volunteer()


@pytest.fixture
def order(lin, mei, guo):
    made = personas.order(mei, lin)
    claim_order(by=guo, at=NOW, order_id=made.id)
    return made


class Device:
    """A phone that kept what was done, with a clock of its own."""

    def __init__(self, user, *, off=timedelta(0)):
        self.client, self.user, self.off = signed_in(user, "zh-hans"), user, off

    def deed(self, order, what, done_at, **fields):
        return {"key": str(uuid4()), "order": order, "what": what, "done_at": done_at + self.off, "fields": fields}

    def send(self, deed, *, at, **headers):
        address = reverse(f"volunteer:{deed['what']}", args=[deed["order"].id])
        sent = {
            "Idempotency-Key": deed["key"],
            "X-Occurred-At": deed["done_at"].isoformat(),
            "X-Device-Now": (at + self.off).isoformat(),
            "X-Owner": str(self.user.pk),
        } | headers
        with time_machine.travel(at, tick=False):
            return self.client.post(address, deed["fields"], headers=sent)


def came(device, order, *, minutes=0):
    at = order.starts_at + timedelta(minutes=minutes)
    return device.deed(order, "check_in", at, method="code", code=order.elder.spoken_code)


def went(device, order, *, minutes=40):
    return device.deed(order, "check_out", order.starts_at + timedelta(minutes=minutes))


def seat_of(order):
    return Assignment.objects.get(order=order)


def test_it_arrives_once_and_is_answered_the_same(order, guo):
    phone, evening = Device(guo), order.starts_at + timedelta(hours=6)
    deed = came(phone, order)
    first, second = (phone.send(deed, at=evening) for _ in range(2))
    assert first.json()["state"] == "done"
    assert first.json()["href"] == reverse("volunteer:task", args=[order.id])
    assert second.json() == {"state": "done", "href": first.json()["href"]}
    assert second.headers["Idempotent-Replay"] == "true"
    assert seat_of(order).checked_in_at == order.starts_at


def test_a_key_with_other_content_is_refused(order, guo):
    phone = Device(guo)
    deed = came(phone, order)
    phone.send(deed, at=order.starts_at)
    answer = phone.send(deed | {"fields": {"method": "none"}}, at=order.starts_at)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_a_conflict_is_about_the_moment(order, guo):
    """The check-out came before the check-in, from another phone perhaps: it waits, and is not answered for good."""
    phone, evening = Device(guo), order.starts_at + timedelta(hours=2)
    out, arrived = went(phone, order), came(phone, order)
    early = phone.send(out, at=evening)
    assert (early.status_code, early.json()["code"]) == (409, "waits_for_another")
    assert seat_of(order).status == "CLAIMED"
    assert phone.send(arrived, at=evening).json()["state"] == "done"
    assert phone.send(out, at=evening).json()["state"] == "done"
    assert seat_of(order).minutes_worked == 40


def test_a_wrong_code_is_told_and_counted(order, guo):
    phone = Device(guo)
    deed = phone.deed(order, "check_in", order.starts_at, method="code", code="0000")
    answer = phone.send(deed, at=order.starts_at)
    assert (answer.status_code, answer.json()["state"]) == (400, "refused")
    assert "再试 4 次" in answer.json()["sentence"] or "4" in answer.json()["sentence"]
    assert seat_of(order).wrong_codes == 1
    phone.send(deed, at=order.starts_at)
    assert seat_of(order).wrong_codes == 1  # the same try again is no second try


def test_too_many_wrong_codes_are_told_at_once(order, guo):
    """A 429 would be taken for a busy house: the phone would wait for it, and for all that comes after it."""
    Assignment.objects.filter(order=order).update(wrong_codes=5)
    answer = Device(guo).send(came(Device(guo), order), at=order.starts_at)
    assert (answer.status_code, answer.json()["state"], answer.json()["code"]) == (400, "refused", "not_taken")
    assert "码牌" in answer.json()["sentence"]


@pytest.mark.parametrize("stamp", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-12:00"])
def test_a_clock_beyond_every_calendar_breaks_no_page(order, guo, stamp):
    phone = Device(guo)
    for deed in (came(phone, order), went(phone, order)):
        answer = phone.send(deed, at=order.starts_at, **{"X-Occurred-At": stamp})
        assert answer.json()["state"] == "done"
    assert seat_of(order).doubtful
    assert phone.client.get(reverse("volunteer:task", args=[order.id])).status_code == 200


def test_what_ended_meanwhile_is_said_in_words(order, guo, mei):
    cancel_order(by=mei, at=NOW, order_id=order.id, reason="")
    phone = Device(guo)
    answer = phone.send(came(phone, order), at=order.starts_at)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_yours_any_more")
    assert not AnsweredRequest.objects.exists()


def test_somebody_elses_phone_waits(order, guo, mei):
    phone = Device(guo)
    stranger = Device(mei)
    answer = stranger.send(came(phone, order), at=NOW, **{"X-Owner": str(guo.pk)})
    assert (answer.status_code, answer.json()["code"]) == (409, "somebody_elses")
    phone.client.logout()
    answer = phone.send(came(phone, order), at=NOW)
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


def test_a_stranger_learns_nothing(order):
    phone = Device(personas.volunteer())
    answer = phone.send(came(phone, order), at=order.starts_at)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.verifies(11)
def test_queues_of_two_devices_in_any_order(lin, mei, guo):
    """Permuted, sent twice, partly answered, with clocks a month off: the passbook says the same."""
    dice, credited = Random(11), 0
    devices = [Device(guo), Device(guo)]
    for turn in range(sized(12, 1000)):
        start = NOW + timedelta(days=turn)
        order = personas.order(mei, lin, at=start)
        claim_order(by=guo, at=start, order_id=order.id)
        for device in devices:
            device.off = timedelta(days=dice.choice([-30, 0, 0, 30]))
        deeds = [(device, make(device, order)) for device in devices for make in (came, went)]
        dropped = dice.sample(deeds, dice.randrange(2))  # one phone wrote only half of it down
        deeds = [deed for deed in deeds if deed not in dropped]
        waiting = dice.sample(deeds * 2, len(deeds) * 2)
        for device, deed in iter(lambda left=waiting: left.pop(0) if left else None, None):
            answer = device.send(deed, at=order.starts_at + timedelta(hours=3))
            if answer.status_code == 409:
                assert answer.json()["code"] == "waits_for_another"
                waiting.append((device, deed))
            else:
                assert answer.json()["state"] == "done"
        seat = seat_of(order)
        assert (seat.status, seat.minutes_worked) == ("CHECKED_OUT", 40)
        said = [seat.evidence.get().occurred_at - seat.checked_in_at, seat.left_device_at - seat.checked_out_at]
        assert seat.doubtful == any(said), "a clock that is a month off is looked into, no other"
        confirm_order(by=mei, at=order.starts_at + timedelta(hours=4), order_id=order.id, rating=5)
        credited += seat_of(order).minutes_credited
        assert account_of(guo.person_id).balance == credited == 40 * (turn + 1)


FORM = re.compile(r"<form\b[^>]*?data-offline=\"([a-z-]+)\"", re.S)
ADDRESS = re.compile(r"action=\"\{% url \"([a-z_:]+)\"")
OWN_ADDRESS = {"visit": "visits:new"}  # forms that are sent to the page they stand on


def kept_forms() -> dict[str, set[str]]:
    """Kind of form → names of the addresses that take it, from all templates."""
    found: dict[str, set[str]] = {}
    for template in (ROOT / "frontend").rglob("templates/**/*.html"):
        for form in FORM.finditer(template.read_text()):
            address = ADDRESS.search(form[0])
            found.setdefault(form[1], set()).add(address[1] if address else OWN_ADDRESS[form[1]])
    return found


def view_of(name: str):
    for arguments in ([uuid4()], []):
        with suppress(NoReverseMatch):
            return resolve(reverse(name, args=arguments)).func
    raise NoReverseMatch(name)


def test_every_form_that_is_kept_is_taken_by_a_view_that_answers_the_queue():
    """Else the queue would hear a redirect, take it for the door, and send the same again and again."""
    for kind, addresses in kept_forms().items():
        for address in addresses:
            assert getattr(view_of(address), "replayable", False), f"{kind}: {address}"
    assert {"visit", "check-in", "check-out", "incident", "confirm"} <= set(kept_forms())
    assert not getattr(view_of("helper:dispute"), "replayable", False), "the control: not every view does"
