"""What the helper's pages about standing orders show and do."""

from datetime import date, time, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils.translation import override

from accounts.access.enums import Role
from frontend.helper.rhythm_words import rhythm_words
from services.catalogue.models import ItemVersion
from services.orders.actions.claim_order import claim_order
from services.orders.actions.place_order import Line
from services.orders.models import Order
from services.standing.actions.skip_occurrence import skip_occurrence
from services.standing.actions.start_standing import start_standing
from services.standing.models import StandingOrder
from services.standing.rhythm import Rhythm
from tests import personas
from tests.helper.ground import clock, signed_in  # noqa: F401 - a fixture
from tests.personas import NOW
from tests.standing.ground import FRIDAY, ordered, rhythm, wish

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
    ("entry", "rule", "words"),
    [
        ({"rhythm": "daily"}, "FREQ=DAILY", b"every day 9:00"),
        ({"weekdays": ["MO", "FR"]}, "FREQ=WEEKLY;BYDAY=MO,FR", b"every week on Mon, Fri 9:00"),
        ({"rhythm": "fortnightly"}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", b"every two weeks on Fri"),
        ({"rhythm": "monthly", "month_day": "25"}, "FREQ=MONTHLY;BYMONTHDAY=25", b"every month on day 25"),
        ({"rhythm": "lunar", "lunar_days": ["1", "15"]}, "1,15", b"lunar days 1, 15"),
        ({"rhythm": "birthday", "lunar_month": "10", "lunar_day": "20"}, "10/20", b"day 20 of lunar month 10"),
    ],
)
def test_each_rhythm_starts_and_is_read_back(entry, rule, words):
    lin = personas.elder(minutes=900)
    client = signed_in(personas.proxy(lin))
    answer = client.post(address("repeat_new", lin.id), entries(**entry), follow=True)
    standing = StandingOrder.objects.get()
    assert standing.rrule + standing.lunar == rule
    assert words in answer.content
    assert words in client.get(address("repeats", lin.id)).content
    shown = client.get(address("repeat_change", standing.id)).context["form"]
    assert shown.initial["rhythm"] == entry.get("rhythm", "weekly")


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
    pause = {"first_on": "2026-11-19", "last_on": ""}
    seen = client.post(address("repeat_pause", standing.id), pause).context["seen"]
    client.post(address("repeat_pause", standing.id), {**pause, "seen": seen})
    assert ordered(standing) == []
    assert b"until you lift it" in client.get(address("repeat", standing.id)).content
    client.post(address("repeat_lift", standing.pauses.get().id))
    assert len(ordered(standing)) == 2
    assert b"it is called off" in client.get(address("repeat_end", standing.id)).content
    client.post(address("repeat_end", standing.id))
    assert ordered(standing) == []
    assert b"Ended on" in client.get(address("repeat", standing.id)).content


def test_a_pause_names_its_days_before_it_is_noted():
    lin = personas.elder()
    mei = personas.proxy(lin)
    standing, _made = start_standing(by=mei, at=NOW, elder_id=lin.id, wish=wish())
    claim_order(by=personas.volunteer(), at=NOW, order_id=standing.occurrences.get(on=FRIDAY).order_id)
    client, page = signed_in(mei), address("repeat_pause", standing.id)
    week = timedelta(days=7)
    skip_occurrence(by=mei, at=NOW, standing_id=standing.id, on=FRIDAY + 3 * week)
    pause = {"first_on": "2026-11-19", "last_on": "2026-12-18"}
    shown = client.post(page, pause)
    assert shown.context["rows"] == [
        (FRIDAY, "kept"),
        (FRIDAY + week, "dropped"),
        (FRIDAY + 2 * week, "unordered"),
        (FRIDAY + 4 * week, "unordered"),
    ]
    assert 'Fri 20 Nov</b><br><span class="tb-note">somebody has promised to come' in shown.content.decode()
    assert ordered(standing) == [FRIDAY, FRIDAY + week]
    assert not standing.pauses.exists()
    assert b"And so on" not in shown.content
    # Other days than those looked at are looked at first.
    later = client.post(page, {**pause, "last_on": "", "seen": shown.context["seen"]})
    assert later.status_code == 200
    assert b"And so on, until you lift the pause." in later.content
    assert not standing.pauses.exists()
    assert client.post(page, {"first_on": "2026-11-01", "last_on": ""}).status_code == 400
    assert client.post(page, {**pause, "seen": shown.context["seen"]}).status_code == 303
    assert ordered(standing) == [FRIDAY]
    assert "None of its days" in client.post(page, {"first_on": "2026-12-19", "last_on": "2026-12-20"}).content.decode()
    assert client.post(page, pause).status_code == 409


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


RICHER = [
    ({"rrule": "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR"}, "every 3 weeks on Fri"),
    ({"rrule": "FREQ=WEEKLY"}, "every week on Fri"),
    ({"rrule": "FREQ=WEEKLY;BYDAY=FR;COUNT=20"}, "every week on Fri, 20 times in all"),
    ({"rrule": "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270131"}, "every week on Fri, until Sun 31 Jan 2027"),
    ({"rrule": "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"}, "every week on Mon, Tue, Wed, Thu, Fri"),
    ({"rrule": "FREQ=DAILY;INTERVAL=2;BYDAY=SA,SU"}, "every 2 days, only on Sat, Sun"),
    ({"rrule": "FREQ=MONTHLY;BYDAY=2MO,-1FR"}, "every month on Mon number 2, the last Fri"),
    ({"rrule": "FREQ=MONTHLY;BYDAY=SA"}, "every month on every Sat"),
    (
        {"rrule": "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5,-1,-3"},
        "every 2 months on day 5, the last day, day 3 from the end",
    ),
    ({"rrule": "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"}, "every month on day 13, only on every Fri"),
    ({"lunar": "8"}, "lunar days 8"),
    ({"lunar": "1,8,15,23"}, "lunar days 1, 8, 15, 23"),
]


@pytest.mark.parametrize(("rule", "words"), RICHER)
def test_a_rule_the_form_has_no_words_for_is_kept_unless_another_is_chosen(rule, words):
    lin = personas.elder(minutes=900)
    mei = personas.proxy(lin)
    asked = Rhythm(**{"first_on": FRIDAY, "rrule": "", **rule})
    standing, _made = start_standing(by=mei, at=NOW, elder_id=lin.id, wish=wish(asked))
    client, page = signed_in(mei), address("repeat_change", standing.id)
    assert f"Leave it as it is: {words}" in client.get(page).content.decode()
    sent = entries(rhythm=client.get(page).context["form"].initial["rhythm"], clock="15:00")
    seen = client.post(page, sent).context["seen"]
    assert client.post(page, {**sent, "seen": seen}).status_code == 303
    standing.refresh_from_db()
    assert (standing.rrule, standing.lunar, standing.clock) == (asked.rrule, asked.lunar, time(15))
    sent["rhythm"] = "daily"
    seen = client.post(page, sent).context["seen"]
    client.post(page, {**sent, "seen": seen})
    standing.refresh_from_db()
    assert (standing.rrule, standing.lunar) == ("FREQ=DAILY", "")
    # A rule that the form can say is chosen there, and "as it is" is no choice.
    assert b"Leave it as it is" not in client.get(page).content
    assert client.post(page, {**sent, "rhythm": "keep"}).context["form"].errors.keys() == {"rhythm"}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=5", "每月 5 号"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "每月最后一天"),
        ("FREQ=MONTHLY;BYDAY=2MO,-1FR", "每月第 2 个周一、最后一个周五"),
        ("FREQ=WEEKLY;INTERVAL=3;BYDAY=FR;COUNT=9", "每 3 周的周五，一共 9 次"),
    ],
)
def test_rhythms_in_chinese(rule, words):
    with override("zh-hans"):
        assert rhythm_words(rhythm(rule)) == words


def test_what_left_the_menu_is_said_before_it_is_left_out():
    lin = personas.elder()
    mei = personas.proxy(lin)
    soup = personas.item("soup", name_en="Soup")
    both = wish(lines=(Line(personas.item().id), Line(soup.id, 2)))
    standing, _made = start_standing(by=mei, at=NOW, elder_id=lin.id, wish=both)
    client, page = signed_in(mei), address("repeat_change", standing.id)
    assert b"Not on the menu any more" not in client.get(page).content
    ItemVersion.objects.filter(item=soup).update(valid=DateRange(date(2026, 1, 1), date(2026, 11, 19)))
    told = b"Not on the menu any more: Soup \xc3\x972."
    assert told in client.get(page).content
    shown = client.post(page, entries())
    assert told in shown.content
    client.post(page, entries(seen=shown.context["seen"]))
    assert standing.lines.get().item == personas.item()
    assert b"Not on the menu any more" not in client.get(page).content


def test_things_are_put_in_and_taken_out():
    lin = personas.elder(minutes=900)
    mei = personas.proxy(lin)
    soup = personas.item("soup", name_en="Soup")
    standing, _made = start_standing(by=mei, at=NOW, elder_id=lin.id, wish=wish())
    client, page = signed_in(mei), address("repeat_change", standing.id)
    shown = client.post(page, entries(more=str(soup.id)))
    assert [version.item_id for version, _field in shown.context["form"].quantities] == [personas.item().id, soup.id]
    hair, more = str(personas.item().id), str(soup.id)
    sent = entries(item=[hair, more], **{f"n-{more}": "2", f"n-{hair}": "0"})
    assert client.post(page, {**sent, f"n-{more}": "0"}).status_code == 422
    assert client.post(page, {"rhythm": "daily"}).status_code == 422  # nothing sent: its own things, uncounted
    assert client.post(page, {**sent, "item": [str(standing.id)]}).status_code == 302  # nothing of the menu
    seen = client.post(page, sent).context["seen"]
    client.post(page, {**sent, "seen": seen})
    assert list(standing.lines.values_list("item", "quantity")) == [(soup.id, 2)]
    assert [line.version.item_id for line in standing.occurrences.get(on=FRIDAY).order.lines.all()] == [soup.id]
