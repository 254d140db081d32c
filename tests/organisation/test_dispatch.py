"""The dispatch board's pages: without scripts, whose they are, what they hide, how many questions they ask."""

from importlib import import_module

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access.models import Reveal
from accounts.elders.models import CareNote
from accounts.people.models import Kinship
from frontend.organisation.team import SAID_OF_OTHERS
from services.dispatch.actions.place_seat import place_seat
from services.dispatch.enums import ProposalState
from services.dispatch.models import Proposal
from services.orders.actions.assign_member import assign_member
from services.orders.matching import Reason
from services.orders.models import Assignment
from tests import personas
from tests.dispatch.day import board, ground, seat

proposing = import_module("services.dispatch.actions.propose_plan")
pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return ground(timezone.now())


@pytest.fixture
def client(here):
    return signed_in(here.lian)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def look(client, here, **more):
    return client.get(reverse("organisation:dispatch"), {"day": here.day.isoformat(), **more})


def send(client, one, who=None, was="", **how):
    address = reverse("organisation:dispatch_place", args=[one.id])
    return client.post(address, {"person": str(who.person_id) if who else "", "was": str(was)}, **how)


def do(client, here, what, **how):
    return client.post(reverse(f"organisation:dispatch_{what}"), {"day": here.day.isoformat()}, **how)


def test_a_day_is_planned_and_told_by_links_and_buttons_alone(client, here):
    first, second = seat(here), seat(here, 2)
    page = look(client, here).content.decode()
    assert f"seat={first.id}#fits" in page
    chosen = look(client, here, seat=first.id).content.decode()
    assert f'value="{here.yu.person_id}"' in chosen
    answer = send(client, first, here.yu)
    assert answer.status_code == 303
    assert str(second.id) in answer["Location"]  # the next open one is chosen
    assert send(client, second, here.su).status_code == 303
    assert Assignment.objects.exclude(person=None).count() == 0
    assert "改了 2 处" in look(client, here).content.decode()
    assert do(client, here, "undo").status_code == 303
    assert "改了 1 处" in look(client, here).content.decode()
    assert do(client, here, "publish").status_code == 303
    assert Assignment.objects.get(id=first.id).person_id == here.yu.person_id
    assert "大家都知道了" in look(client, here).content.decode()


def test_pins_and_taking_all_back(client, here):
    one, other = seat(here), seat(here, 2)
    send(client, one, here.yu)
    send(client, other, here.yu)
    pin = reverse("organisation:dispatch_pin", args=[one.id])
    assert client.post(pin, {"pinned": "1"}).status_code == 303
    assert board(here).seats[one.id].pinned
    assert client.post(pin, {"pinned": ""}).status_code == 303
    assert not board(here).seats[one.id].pinned
    assert do(client, here, "discard").status_code == 303
    assert not board(here).changed()
    assert do(client, here, "undo").status_code == 303
    assert len(board(here).changed()) == 2


def test_refusals_stand_above_the_board_in_words_about_others(client, here):
    elder = personas.elder()
    Kinship.objects.create(person=elder.person, relative=here.yu.person, relation="CHILD")
    one = seat(here, elder=elder)
    answer = send(client, one, here.yu)
    assert answer.status_code == 409
    assert str(SAID_OF_OTHERS[Reason.DIRECT_KIN]) in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    part = send(client, one, here.yu, headers={"HX-Request": "true"})
    assert part.status_code == 200  # htmx would throw anything else away
    assert 'role="alert"' in part.content.decode()
    assert "<html" not in part.content.decode()
    assert send(client, one, here.su, was=here.lian.person_id).status_code == 409
    assert do(client, here, "undo").status_code == 409
    whole = look(client, here, seat=one.id).content.decode()
    assert f'value="{here.yu.person_id}"' not in whole


def test_what_could_not_be_told_is_listed_and_the_rest_is_told(client, here):
    one, other = seat(here), seat(here, 2)
    send(client, one, here.yu)
    send(client, other, here.su)
    assign_member(by=here.lian, at=here.at, assignment_id=other.id, person_id=here.yu.person_id)
    answer = do(client, here, "publish")
    assert answer.status_code == 409
    assert "中途有人另派了" in answer.content.decode()
    assert Assignment.objects.get(id=one.id).person_id == here.yu.person_id
    assert [seat.id for seat in board(here).changed()] == [other.id]


def test_what_came_after_publishing_is_flagged(client, here):
    one = seat(here)
    send(client, one, here.yu)
    do(client, here, "publish")
    seat(here, 3)
    assert "通知以后新来的" in look(client, here).content.decode()


def test_the_computer_proposes_a_small_day_at_once(client, here):
    for hours in (0, 2, 4):
        seat(here, hours)
    assert do(client, here, "propose").status_code == 303
    page = look(client, here).content.decode()
    assert "改了 3 处" in page
    assert "电脑的主意" in page


def test_asked_to_begin_anew_it_says_so_to_the_computer(client, here):
    seat(here)
    client.post(reverse("organisation:dispatch_propose"), {"day": here.day.isoformat(), "anew": "1"})
    do(client, here, "propose")
    assert list(Proposal.objects.order_by("asked_at").values_list("keep", flat=True)) == [False, True]


def test_a_large_day_shows_how_far_it_is(client, here, monkeypatch):
    monkeypatch.setattr(proposing, "AT_ONCE", 0)
    seat(here)
    do(client, here, "propose")
    Proposal.objects.update(state=ProposalState.RUNNING, percent=40)
    progress = reverse("organisation:dispatch_progress")
    assert progress in look(client, here).content.decode()
    part = client.get(progress, {"day": here.day.isoformat()}, headers={"HX-Request": "true"})
    assert "40%" in part.content.decode()
    Proposal.objects.update(state=ProposalState.DONE)
    done = client.get(progress, {"day": here.day.isoformat()}, headers={"HX-Request": "true"})
    assert done.headers["HX-Refresh"] == "true"
    assert client.get(progress, {"day": here.day.isoformat()}).status_code == 303


def test_the_board_names_elders_by_family_name_and_the_sheet_in_full_with_a_trace(client, here):
    one = seat(here)
    elder = one.order.elder
    CareNote.objects.create(elder=elder, text="敲门要响", written_by=here.lian, written_at=here.at)
    assert "林细妹" not in look(client, here, seat=one.id).content.decode()
    assert not Reveal.objects.exists()
    assert do(client, here, "sheets").status_code == 303  # nobody is named: nothing to print
    place_seat(by=here.lian, at=here.at, seat_id=one.id, person_id=here.yu.person_id, was=None)
    assert do(client, here, "sheets").status_code == 303  # a draft is no reason to carry an address about
    do(client, here, "publish")
    for language in ("zh-hans", "en"):
        sheet = do(client, here, "sheets", headers={"Accept-Language": language})
        assert sheet.content.startswith(b"%PDF")
    assert Reveal.objects.get(person=elder.person).purpose == "dispatch"


def test_outsiders(here):
    one = seat(here)
    other = personas.user("陈别家")
    personas.organisation(other, name="别家")
    client = signed_in(other)
    assert send(client, one, other).status_code == 404
    assert client.post(reverse("organisation:dispatch_pin", args=[one.id]), {"pinned": "1"}).status_code == 404
    assert look(client, here, organisation=here.house.id).status_code == 404
    for what in ("undo", "discard", "propose", "publish", "sheets"):
        address = reverse(f"organisation:dispatch_{what}") + f"?organisation={here.house.id}"
        assert client.post(address, {"day": here.day.isoformat()}).status_code == 404
    assert look(signed_in(personas.volunteer()), here).status_code == 403
    assert look(Client(), here).status_code == 302


def test_whoever_runs_two_acts_for_the_one_whose_seat_it_is(here, client):
    one = seat(here)
    second = personas.organisation(here.lian, name="乙机构")
    look(client, here, organisation=second.id)
    answer = send(client, one, here.yu)
    assert f"organisation={here.house.id}" in answer["Location"]


@pytest.mark.parametrize(
    "values", [{"seat": "x"}, {"day": "2026-13-45"}, {"seat": "01890000-0000-7000-8000-000000000000"}]
)
def test_nonsense_in_the_address(client, here, values):
    assert client.get(reverse("organisation:dispatch"), values).status_code == 200


@pytest.mark.verifies(28)
def test_the_board_asks_the_same_number_of_questions(client, here):
    counts = []
    for more in (3, 9):
        for number in range(more):
            member = personas.user(f"员{number}")
            here.house.members.create(person=member.person, since_on=here.at.date())
            one = seat(here, number / 2, elder=personas.elder(f"池{'金木水火土'[number % 5]}{number}"))
            assign_member(by=here.lian, at=here.at, assignment_id=one.id, person_id=member.person_id)
            open_seat = seat(here, number / 2)
        look(client, here, seat=open_seat.id)
        with CaptureQueriesContext(connection) as queries:
            assert look(client, here, seat=open_seat.id).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
