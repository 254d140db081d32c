"""Work goes to another organisation: offered, taken over or not, and the elder's side may say no."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.journal.models import Event
from accounts.organisations.actions.keeping import NotStanding, ReasonMissing
from accounts.organisations.models import Organisation
from accounts.refusals import NotAllowed, NotFound
from frontend.live.readers import readers
from services.houses.actions.answer_handover import answer_handover
from services.houses.actions.object_to_handover import TooLateToObject, object_to_handover
from services.houses.actions.offer_handover import NothingToHandOver, OfferedAlready, offer_handover
from services.houses.actions.withdraw_handover import withdraw_handover
from services.houses.models import HandoverSeat
from services.orders.actions.check_in import check_in
from services.orders.lifecycle import StateChanged
from tests import personas
from tests.houses.ground import ground, seat
from tests.personas import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return ground()


def offer(here, *seats, **more):
    facts = {"by": here.lian, "at": NOW, "giver_id": here.house.id, "taker_id": here.other.id}
    return offer_handover(**{**facts, **more}, seat_ids=[one.id for one in seats])


def answer(here, handover, accept=True, **more):
    return answer_handover(**{"by": here.chen, "at": NOW, **more}, handover_id=handover.id, accept=accept)


def holder(one):
    one.refresh_from_db()
    return one.organisation_id, one.person_id


def told(name):
    return {user for event in Event.objects.filter(name=name) for user in readers(event)}


def test_taken_over_it_is_theirs_and_everybody_concerned_hears_of_it(here):
    one, other = seat(here, person=here.yu), seat(here, hours=4)
    handover = offer(here, one, other)
    assert holder(one) == (here.house.id, here.yu.person_id)  # until they say yes nothing changes
    assert told("services.handover.offered") == {here.chen}
    assert told("services.order.handover_offered") == {here.mei}
    answer(here, handover)
    assert holder(one) == holder(other) == (here.other.id, None)
    assert told("services.handover.accepted") == {here.lian}
    assert told("services.order.handed_over") == {here.mei, here.yu}


def test_refused_or_taken_back_nothing_is_lost(here):
    one = seat(here, person=here.yu)
    with pytest.raises(ReasonMissing):
        answer(here, offer(here, one), accept=False)
    answer(here, one.handovers.get().handover, accept=False, reason="人手不够")
    assert holder(one) == (here.house.id, here.yu.person_id)
    again = offer(here, one)
    withdraw_handover(by=here.lian, at=NOW, handover_id=again.id)
    assert holder(one) == (here.house.id, here.yu.person_id)
    for late in (lambda: answer(here, again), lambda: withdraw_handover(by=here.lian, at=NOW, handover_id=again.id)):
        with pytest.raises(StateChanged):
            late()


def test_the_elders_side_may_keep_whoever_was_to_come(here):
    before, after = seat(here), seat(here, hours=4)
    handover = offer(here, before, after)
    rows = {row.assignment_id: row.id for row in handover.seats.all()}
    object_to_handover(by=here.mei, at=NOW, row_id=rows[before.id])
    answer(here, handover)
    assert holder(before) == (here.house.id, None)
    assert holder(after) == (here.other.id, None)
    object_to_handover(by=here.mei, at=NOW, row_id=rows[after.id])
    assert holder(after) == (here.house.id, None)
    assert told("services.order.handover_objected") == {here.lian}
    assert told("services.handover.objected") == {here.chen}
    with pytest.raises(NotFound):
        object_to_handover(by=here.chen, at=NOW, row_id=rows[after.id])


def test_what_has_begun_stays(here):
    one = seat(here, person=here.yu)
    handover = offer(here, one)
    start = one.order.starts_at
    check_in(by=here.yu, at=start, assignment_id=one.id, method="code", code=here.lin.spoken_code)
    with pytest.raises(TooLateToObject):
        object_to_handover(by=here.mei, at=start, row_id=handover.seats.get().id)
    answer(here, handover, at=start)
    assert holder(one) == (here.house.id, here.yu.person_id)
    assert HandoverSeat.objects.get().moved_at is None


def test_who_and_what_is_refused(here):
    one = seat(here)
    with pytest.raises(NothingToHandOver):
        offer(here)
    with pytest.raises(NothingToHandOver):
        offer(here, one, taker_id=here.house.id)
    with pytest.raises(NotAllowed):
        offer(here, one, by=here.yu)
    with pytest.raises(NotFound):
        offer(here, one, by=here.chen)
    handover = offer(here, one)
    with pytest.raises(OfferedAlready):
        offer(here, one)
    with pytest.raises(NotFound):
        answer(here, handover, by=here.lian)
    Organisation.objects.filter(id=here.other.id).update(status="SUSPENDED")
    with pytest.raises(NotStanding):
        answer(here, handover)
    assert holder(one) == (here.house.id, None)


def client(user):
    made = Client()
    made.force_login(user)
    return made


def test_by_links_and_buttons_alone(here):
    now = timezone.now()
    here.at = now
    one = seat(here, person=here.yu)
    lian, chen, mei = client(here.lian), client(here.chen), client(here.mei)
    page = lian.get(reverse("organisation:handover_offer"), {"person": str(here.yu.person_id)}).content.decode()
    assert f'value="{one.id}" checked' in page
    empty = lian.post(reverse("organisation:handover_offer"), {"taker": str(here.other.id)})
    assert (empty.status_code, 'role="alert"' in empty.content.decode()) == (422, True)
    made = lian.post(reverse("organisation:handover_offer"), {"taker": str(here.other.id), "seat": [str(one.id)]})
    address = made["Location"]
    assert "清泉家政" in mei.get(reverse("helper:order", args=[one.order_id])).content.decode()
    shown = chen.get(address).content.decode()
    assert "没有合同" in shown
    assert "林细妹" not in shown
    assert chen.post(f"{address}answer/", {"answer": "accept"}).status_code == 303
    assert holder(one) == (here.other.id, None)
    kept = mei.post(reverse("helper:keep", args=[one.order_id, HandoverSeat.objects.get().id]))
    assert kept.status_code == 303
    assert holder(one) == (here.house.id, None)
    assert client(personas.user("外人")).get(address).status_code in (403, 404)


def test_over_http(here):
    here.at = timezone.now()
    one = seat(here, person=here.yu)
    api = {name: APIClient() for name in ("lian", "chen", "mei")}
    for name, made in api.items():
        made.force_authenticate(getattr(here, name))
    base = f"/api/v1/organisations/{here.house.id}/handovers/"
    body = {"taker": str(here.other.id), "assignments": [str(one.id)]}
    made = api["lian"].post(base, body, format="json")
    assert made.status_code == 201
    row = made.json()["seats"][0]["id"]
    assert api["lian"].post(base, body, format="json").json()["code"] == "offered_already"
    at = f"/api/v1/handovers/{made.json()['id']}/"
    assert api["lian"].post(f"{at}answer/", {"accept": True}, format="json").status_code == 404
    assert api["chen"].post(f"{at}answer/", {"accept": True}, format="json").json()["status"] == "ACCEPTED"
    assert api["lian"].post(f"{at}withdraw/").json()["code"] == "state_changed"
    assert api["mei"].post(f"/api/v1/handovers/seats/{row}/object/").json()["objected_at"]
    assert api["lian"].get(base).json()["results"][0]["status"] == "ACCEPTED"
    assert one.order.starts_at > timezone.now() + timedelta(hours=1)
