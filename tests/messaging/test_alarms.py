"""An alarm comes at any hour, by every way, only while it is one; and says nothing that the village must not read."""

from datetime import UTC, datetime, time

import pytest
import time_machine
from django.urls import reverse

from accounts.messaging.actions.change_preference import SWITCHES, change_preference
from accounts.messaging.enums import Channel, State
from accounts.messaging.models import Delivery
from accounts.people.models import Person
from frontend.shell.short_words import ALOUD, BY_EVENT, short_words
from services.incidents.actions.acknowledge_incident import acknowledge_incident
from services.incidents.enums import Kind, Level
from tests import personas
from tests.helper.ground import signed_in
from tests.incidents.ground import duty, report
from tests.messaging.endpoint import Browser
from tests.messaging.stories import deliveries, happened, run, subscribed, texts

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 19, 18, 0, tzinfo=UTC)  # two in the morning in Datian
REPORTED = "services.incident.reported"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NIGHT, tick=False) as moment:
        yield moment


@pytest.fixture
def here():
    return duty()


def test_it_comes_at_night_by_screen_and_text_although_both_were_switched_off(here, push_service):
    browser = Browser()
    subscribed(here.tu, push_service.url, browser, at=NIGHT)
    change_preference(by=here.tu, at=NIGHT, off=SWITCHES, quiet_from=time(20), quiet_until=time(8))
    incident = report(here.mei, here.lin, at=NIGHT)
    happened(REPORTED)
    rows = deliveries(here.tu)
    assert {row.channel for row in rows} == {Channel.PUSH, Channel.SMS}
    assert [run(row).state for row in rows] == [State.SENT] * 2
    ((_path, headers, body),) = push_service.came
    message = browser.opened(body)
    assert headers["urgency"] == "high"
    assert message == {
        "title": "林奶奶，紧急求助：请马上看",
        "body": "打开时间银行查看。",
        "href": reverse("incidents:case", args=[incident.id]),
        "tag": str(incident.id),
        "urgent": True,
    }
    assert [one["news"] for one in texts()] == ["林奶奶，紧急求助：请马上看 打开时间银行查看。"]


def test_somebody_is_on_it_so_nobody_else_is_woken(here):
    incident = report(here.mei, here.lin, at=NIGHT)
    happened(REPORTED)
    acknowledge_incident(by=here.tu, at=NIGHT, incident_id=incident.id)
    assert {run(row).outcome for row in deliveries(here.tu)} == {"no_longer_true"}
    assert texts() == []


def test_who_has_no_number_is_told_by_voice(here):
    Person.objects.filter(id=here.tu.person_id).update(phone="", phone_index="")
    report(here.mei, here.lin, at=NIGHT)
    happened(REPORTED)
    (row,) = deliveries(here.tu)
    assert row.channel == Channel.CALL_SHEET
    page = signed_in(here.su).get(reverse("territory:untold")).content.decode()
    assert "Urgent" in page
    assert "涂＊民" in page or "涂*民" in page


def test_harm_the_village_must_not_hear_of_stands_on_no_sheet_of_the_village(here):
    Person.objects.filter(id=here.su.person_id).update(phone="", phone_index="")
    report(here.mei, here.lin, at=NIGHT, kind=Kind.UNLAWFUL_HARM, to=Level.TOWNSHIP)
    event = happened(REPORTED)
    row = Delivery.objects.get(recipient=here.su, channel=Channel.CALL_SHEET)
    assert row.region_code == personas.TOWNSHIP
    sheet = reverse("territory:untold")
    assert "Urgent" not in signed_in(here.tu).get(sheet).content.decode()
    assert "Urgent" in signed_in(here.su).get(sheet).content.decode()
    assert "林" not in short_words(event, user=here.su, urgent=True).title


@pytest.mark.parametrize("name", sorted(BY_EVENT))
def test_a_locked_screen_shows_how_the_elder_is_called_and_no_more(name):
    """Neither who comes nor what for: only %(elder)s may be filled in."""
    assert str(BY_EVENT[name]).replace("%(elder)s", "").count("%") == 0


def test_what_is_said_aloud_has_its_words():
    for sentence in ALOUD.values():
        assert "%(elder)s" in str(sentence)
