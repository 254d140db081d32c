"""What the helper's pages about standing orders show and do."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.access.enums import Role
from services.orders.models import Order
from services.standing.actions.start_standing import start_standing
from services.standing.models import StandingOrder
from tests import personas
from tests.helper.ground import clock, signed_in  # noqa: F401 - a fixture
from tests.personas import NOW
from tests.standing.ground import FRIDAY, ordered, wish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def address(name, key):
    return reverse(f"helper:{name}", args=[key])


def entries(**more):
    key = str(personas.item().id)
    return {
        "item": key,
        f"n-{key}": "1",
        "rhythm": "weekly",
        "weekdays": ["FR"],
        "lunar_month": "1",
        "lunar_day": "1",
        "clock": "09:00",
        "first_on": "2026-11-20",
        "on_holiday": "KEEP",
        "consent": "BY_PHONE",
        **more,
    }


@pytest.mark.parametrize(
    ("rhythm", "rule", "words"),
    [
        ({"rhythm": "daily"}, "FREQ=DAILY", b"every day 9:00"),
        ({"weekdays": ["MO", "FR"]}, "FREQ=WEEKLY;BYDAY=MO,FR", b"every week on Mon, Fri 9:00"),
        ({"rhythm": "fortnightly"}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", b"every two weeks on Fri"),
        ({"rhythm": "monthly", "month_day": "25"}, "FREQ=MONTHLY;BYMONTHDAY=25", b"every month on day 25"),
        ({"rhythm": "lunar", "lunar_days": ["1", "15"]}, "1,15", b"lunar days 1, 15"),
        ({"rhythm": "birthday", "lunar_month": "10", "lunar_day": "20"}, "10/20", b"day 20 of lunar month 10"),
    ],
)
def test_each_rhythm_starts_and_is_read_back(rhythm, rule, words):
    lin = personas.elder(minutes=900)
    client = signed_in(personas.proxy(lin))
    answer = client.post(address("repeat_new", lin.id), entries(**rhythm), follow=True)
    standing = StandingOrder.objects.get()
    assert standing.rrule + standing.lunar == rule
    assert words in answer.content
    assert words in client.get(address("repeats", lin.id)).content
    shown = client.get(address("repeat_change", standing.id)).context["form"]
    assert shown.initial["rhythm"] == rhythm.get("rhythm", "weekly")


def test_a_form_sent_twice_starts_one():
    lin = personas.elder()
    client = signed_in(personas.proxy(lin))
    shown = client.get(address("repeat_new", lin.id), {"item": str(personas.item().id)})
    sent = entries(key=shown.context["form"].initial["key"])
    for _time in range(2):
        assert client.post(address("repeat_new", lin.id), sent).status_code == 303
    assert StandingOrder.objects.count() == 1
    assert Order.objects.count() == 2


def test_what_is_missing_or_refused_is_said_beside_the_input():
    lin = personas.elder(minutes=10)
    client = signed_in(personas.proxy(lin))
    new = address("repeat_new", lin.id)
    for wrong, field in (
        ({"weekdays": []}, "weekdays"),
        ({"rhythm": "monthly"}, "month_day"),
        ({"rhythm": "lunar"}, "lunar_days"),
        ({"first_on": "2026-11-01"}, "first_on"),
        ({"last_on": "2026-11-19"}, "last_on"),
    ):
        answer = client.post(new, entries(**wrong))
        assert field in answer.context["form"].errors, wrong
    assert client.post(new, entries()).status_code == 409  # not enough minutes for a single day
    assert not StandingOrder.objects.exists()


def test_a_change_is_looked_at_first_and_done_when_it_is_the_same():
    lin = personas.elder()
    mei = personas.proxy(lin)
    standing, _made = start_standing(by=mei, at=NOW, elder_id=lin.id, wish=wish())
    client, page = signed_in(mei), address("repeat_change", standing.id)
    shown = client.post(page, entries(weekdays=["SA"]))
    assert b"What this changes" in shown.content
    assert ordered(standing) == [FRIDAY, FRIDAY + timedelta(days=7)]
    other = client.post(page, entries(weekdays=["SU"], seen=shown.context["seen"]))
    assert other.status_code == 200  # other entries than those looked at: look again
    assert client.post(page, entries(weekdays=["SA"], seen=shown.context["seen"])).status_code == 303
    assert ordered(standing) == [date(2026, 11, 21), date(2026, 11, 28)]


def test_pause_lift_skip_and_end():
    lin = personas.elder()
    mei = personas.proxy(lin)
    standing, _made = start_standing(by=mei, at=NOW, elder_id=lin.id, wish=wish())
    client = signed_in(mei)
    assert client.post(address("repeat_skip", standing.id), {"day": "2026-11-20"}).status_code == 303
    assert ordered(standing) == [FRIDAY + timedelta(days=7)]
    assert b"Have it after all" in client.get(address("repeat", standing.id)).content
    client.post(address("repeat_skip", standing.id), {"day": "2026-11-20", "undo": "1"})
    client.post(address("repeat_skip", standing.id), {"day": "nonsense"})
    client.post(address("repeat_pause", standing.id), {"first_on": "2026-11-19", "last_on": ""})
    assert ordered(standing) == []
    assert b"until you lift it" in client.get(address("repeat", standing.id)).content
    client.post(address("repeat_lift", standing.pauses.get().id))
    assert len(ordered(standing)) == 2
    assert b"it is called off" in client.get(address("repeat_end", standing.id)).content
    client.post(address("repeat_end", standing.id))
    assert ordered(standing) == []
    assert b"Ended on" in client.get(address("repeat", standing.id)).content


def test_the_same_as_last_week_is_shown_and_placed(monkeypatch):
    lin = personas.elder()
    mei = personas.proxy(lin)
    old = personas.order(mei, lin, at=NOW - timedelta(days=2), hours=1)
    client, page = signed_in(mei), address("last_week", lin.id)
    assert b"Haircut" in client.get(page).content
    assert client.post(page, {"consent": "BY_PHONE"}).status_code == 422
    assert client.post(page, {"consent": "BY_PHONE", "order": str(old.id)}).status_code == 303
    assert Order.objects.filter(starts_at=old.starts_at + timedelta(days=7)).count() == 1
    assert b"is ordered already" in client.get(page).content


def test_outsiders_find_nothing():
    lin = personas.elder()
    standing, _made = start_standing(by=personas.proxy(lin), at=NOW, elder_id=lin.id, wish=wish())
    client = signed_in(personas.user("陈远真", Role.PROXY))
    for name in ("repeats", "repeat_new", "last_week"):
        assert client.get(address(name, lin.id)).status_code == 404
    for name in ("repeat", "repeat_change", "repeat_pause", "repeat_end"):
        assert client.get(address(name, standing.id)).status_code == 404
    for name in ("repeat_change", "repeat_pause", "repeat_end", "repeat_skip"):
        assert client.post(address(name, standing.id), entries(day="2026-11-20")).status_code == 404
    assert len(ordered(standing)) == 2
