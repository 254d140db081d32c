"""Days away that hit orders: shown before they are written down, and somebody else is found where one asks for it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.organisations.models import Leave, Member
from accounts.refusals import NotAllowed
from services.houses.actions.enter_absence import enter_absence
from services.orders.models import Assignment
from tests.houses.ground import ground, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    here = ground(timezone.now())
    here.member = Member.objects.get(person=here.yu.person)
    here.one = seat(here, hours=30, person=here.yu)
    here.day = timezone.localdate(here.one.order.starts_at)
    here.facts = {"kind": "SICK", "first_on": here.day.isoformat(), "last_on": here.day.isoformat()}
    return here


def send(here, by, **more):
    client = Client()
    client.force_login(by)
    return client.post(reverse("organisation:member_away", args=[here.member.id]), {**here.facts, **more})


def named(here):
    return Assignment.objects.get(id=here.one.id).person_id


def test_who_expects_them_is_shown_before_anything_is_written_down(here):
    page = send(here, here.lian)
    assert page.status_code == 200
    assert "上门理发" in page.content.decode()
    assert not Leave.objects.exists()
    found = send(here, here.lian, settled="free")
    assert str(here.one.id) in found["Location"]  # on to whoever fits
    assert (named(here), Leave.objects.count()) == (None, 1)


def test_the_name_may_stay_for_now_and_the_member_cannot_take_it_off(here):
    assert 'value="free"' not in send(here, here.yu, page="mine").content.decode()
    send(here, here.yu, page="mine", settled="free")
    assert (named(here), Leave.objects.count()) == (here.yu.person_id, 1)
    with pytest.raises(NotAllowed):
        enter_absence(
            by=here.yu,
            at=here.at,
            member_id=here.member.id,
            first_on=here.day,
            last_on=here.day,
            kind="SICK",
            free=True,
        )


def test_a_day_that_hits_nothing_is_written_down_at_once(here):
    later = (here.day + timedelta(days=3)).isoformat()
    assert send(here, here.lian, first_on=later, last_on=later).status_code == 303
    assert Leave.objects.count() == 1


def test_over_http(here):
    api = APIClient()
    api.force_authenticate(here.lian)
    address = f"/api/v1/organisations/members/{here.member.id}/away/"
    days = {name: here.facts[name] for name in ("first_on", "last_on")}
    assert [row["assignment"] for row in api.get(address, days).json()] == [str(here.one.id)]
    made = api.post(address, {**here.facts, "free": True}, format="json")
    assert (made.status_code, made.json()["freed"]) == (201, [str(here.one.id)])
    assert named(here) is None
    api.force_authenticate(here.chen)
    assert api.get(address, days).status_code == 404
