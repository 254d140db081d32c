"""Who hears that something is not held, and in which words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.access.enums import Role
from accounts.journal.models import Event, Notice
from frontend.live.readers import readers
from frontend.shell.notices import lines_for
from services.activities.actions.call_off_activity import call_off_activity
from services.activities.actions.name_host import name_host
from services.activities.actions.plan_activity import plan_activity
from services.activities.actions.sign_up import sign_up
from services.activities.models import Activity
from services.places.actions.book_stay import book_stay
from services.places.actions.close_place import close_place
from tests import personas
from tests.activities.test_activities import planned, sheet
from tests.personas import NOW
from tests.places.test_places import TODAY, entered

pytestmark = pytest.mark.django_db


def test_whoever_is_signed_up_and_who_leads_it_hear_of_a_calling_off() -> None:
    activity, lin, guo = planned(), personas.elder(minutes=0), personas.volunteer()
    mei = personas.proxy(lin)
    personas.proxy(personas.elder("池金土", minutes=0), "池小弟")  # not signed up: hears nothing
    sign_up(by=mei, at=NOW, activity_id=activity.id, elder_id=lin.id)
    name_host(by=None, at=NOW, activity_id=activity.id, username=guo.username)
    call_off_activity(by=None, at=NOW, activity_id=activity.id, reason="下雨")
    event = Event.objects.get(name="services.activity.called_off")
    assert set(readers(event)) == {mei, guo}
    (line,) = lines_for([Notice.objects.create(recipient=mei, event=event)], user=mei, journey=None)
    assert line.title == "“送法进村”不办了：看原因"
    assert "下雨" in line.note


def test_the_elders_side_hears_that_a_place_is_closed_then() -> None:
    place, lin = entered("幸福院"), personas.elder(minutes=0)
    mei = personas.proxy(lin)
    book_stay(by=mei, at=NOW, elder_id=lin.id, place_id=place.id, on=TODAY, kind="COMPANY")
    close_place(by=None, at=NOW, place_id=place.id, closed_on=TODAY, reason="修屋顶")
    event = Event.objects.get(name="services.stay.called_off")
    assert readers(event) == [mei]
    (line,) = lines_for([Notice.objects.create(recipient=mei, event=event)], user=mei, journey=None)
    assert "幸福院" in line.title


def test_closing_a_place_calls_off_what_is_announced_there_and_tells_who_is_signed_up() -> None:
    place, lin = entered("幸福院"), personas.elder(minutes=0)
    mei = personas.proxy(lin)
    tomorrow = TODAY + timedelta(days=1)
    before, after = (planned(place_id=place.id, region_code="", on=day) for day in (TODAY, tomorrow))
    elsewhere = planned(on=tomorrow)
    sign_up(by=mei, at=NOW, activity_id=after.id, elder_id=lin.id)
    close_place(by=None, at=NOW, place_id=place.id, closed_on=tomorrow, reason="修屋顶")
    stands = dict(Activity.objects.values_list("id", "status"))
    assert [stands[one.id] for one in (before, after, elsewhere)] == ["PLANNED", "CANCELLED", "PLANNED"]
    assert readers(Event.objects.get(name="services.activity.called_off")) == [mei]


def test_whoever_closes_it_is_asked_first_and_told_how_many_that_is() -> None:
    place, lin = entered("幸福院"), personas.elder(minutes=0)
    today = timezone.localdate()
    sheet_ = sheet(place_id=place.id, region_code="", on=today + timedelta(days=3))
    one = plan_activity(by=None, at=timezone.now(), sheet=sheet_)[0]
    sign_up(by=personas.proxy(lin), at=timezone.now(), activity_id=one.id, elder_id=lin.id)
    client = Client()
    client.force_login(personas.user("镇里", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP))
    door, sent = reverse("places:door", args=[place.id]), {"closed_on": today.isoformat(), "reason": "修屋顶"}
    page = client.post(door, sent).content.decode()
    assert "送法进村" in page
    place.refresh_from_db()
    assert place.closed_on is None
    assert client.post(door, {**sent, "sure": "1"}).status_code == 303
    place.refresh_from_db()
    one.refresh_from_db()
    assert (place.closed_on, one.status) == (today, "CANCELLED")
