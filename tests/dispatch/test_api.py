"""A day planned over HTTP: the board, who fits, place, pin, undo, the computer, publish, what came since."""

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from services.dispatch.models import Proposal
from services.orders.actions.assign_member import assign_member
from services.orders.models import Assignment
from tests import personas
from tests.dispatch.day import ground, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return ground(timezone.now())


@pytest.fixture
def api(here):
    return as_(here.lian)


def as_(user) -> APIClient:
    client = APIClient()
    client.force_authenticate(user)
    return client


def day(here, what="", of=None) -> str:
    return f"/api/v1/organisations/{here.house.id}/days/{of or here.day.isoformat()}/{what}"


def place(api, one, who, was=None, **more):
    body = {"person": str(who.person_id) if who else None, "was": str(was.person_id) if was else None}
    return api.post(f"/api/v1/assignments/{one.id}/place/", body, format="json", **more)


def test_a_day_is_looked_at_drafted_and_told(api, here):
    first, second = seat(here), seat(here, 2)
    shown = api.get(day(here)).json()
    assert [one["id"] for one in shown["seats"]] == [str(first.id), str(second.id)]
    assert {one["name"] for one in shown["people"]} == {"连晓雯", "余丽钦", "苏桂香"}
    assert shown["seats"][0]["elder_called"] != first.order.elder.person.name
    fits = api.get(f"/api/v1/assignments/{first.id}/fits/").json()
    assert {one["person"] for one in fits} == {str(one.person_id) for one in (here.lian, here.yu, here.su)}
    assert all(one["reasons"] == [] for one in fits)
    assert place(api, first, here.yu).json()["change"]["seats"] == [str(first.id)]
    assert place(api, first, here.yu, here.yu).json() == {"change": None}
    assert place(api, second, here.su).status_code == 200
    assert api.get(day(here)).json()["changed"] == 2
    assert api.post(day(here, "undo/")).json()["change"]["kind"] == "PLACE"
    told = api.post(day(here, "publish/")).json()
    assert (told["done"], told["told"], told["refused"]) == ([str(first.id)], [str(here.yu.person_id)], [])
    assert Assignment.objects.get(id=first.id).person_id == here.yu.person_id
    third = seat(here, 4)
    since = api.get(day(here, "changes/")).json()
    assert [one["id"] for one in since["seats"]] == [str(third.id)]
    assert since["seats"][0]["since"] == "NEW"


def test_the_computer_proposes_and_leaves_what_is_pinned(api, here):
    pinned, free = seat(here), seat(here, 3)
    place(api, pinned, here.su)
    assert api.post(f"/api/v1/assignments/{pinned.id}/pin/", {"pinned": True}, format="json").status_code == 200
    assert api.get(day(here, "proposal/")).status_code == 404
    made = api.post(day(here, "proposal/"), {}, format="json")
    assert (made.status_code, made.json()["state"], made.json()["placed"]) == (200, "DONE", 1)
    assert api.get(day(here, "proposal/")).json()["id"] == str(Proposal.objects.get().id)
    seats = {one["id"]: one for one in api.get(day(here)).json()["seats"]}
    assert (seats[str(pinned.id)]["draft"], seats[str(free.id)]["idea"]) == (str(here.su.person_id), True)
    assert api.post(day(here, "discard/")).json()["change"]["kind"] == "DISCARD"
    assert api.get(day(here)).json()["changed"] == 0


def test_refusals_have_codes_and_a_refused_seat_stays_in_the_draft(api, here):
    one, other = seat(here), seat(here)
    place(api, one, here.yu)
    assert place(api, one, here.su).json()["code"] == "placed_meanwhile"
    assert place(api, other, here.yu).json()["code"] == "overlap"
    assert place(api, other, personas.volunteer()).json()["code"] == "not_a_member"
    assert api.post(day(here, "undo/")).status_code == 200
    assert api.post(day(here, "undo/")).json()["code"] == "nothing_to_undo"
    place(api, one, here.yu)
    assign_member(by=here.lian, at=here.at, assignment_id=one.id, person_id=here.su.person_id)
    (refused,) = api.post(day(here, "publish/")).json()["refused"]
    assert (refused["seat"], refused["code"]) == (str(one.id), "named_meanwhile")


def test_one_key_places_once(api, here):
    one = seat(here)
    key = {"headers": {"Idempotency-Key": "a"}}
    answers = [place(api, one, here.yu, **key).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["change"] is not None


@pytest.mark.parametrize("of", ["0001-01-01", "9999-12-31", "today", "2026-02-30"])
def test_a_day_that_nobody_may_ask_for_is_not_found(api, here, of):
    assert api.get(day(here, of=of)).status_code == 404
    assert api.post(day(here, "publish/", of=of)).status_code == 404


def test_outsiders(here):
    one = seat(here)
    other = personas.user("陈别家")
    personas.organisation(other, name="别家")
    assert as_(other).get(day(here)).status_code == 404
    assert place(as_(other), one, other).status_code == 404
    assert as_(personas.volunteer()).get(day(here)).status_code == 403
    assert as_(other).get(f"/api/v1/assignments/{one.id}/fits/").status_code == 404
