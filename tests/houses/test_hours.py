"""Hours an organisation stands by: what is remarkable, one tap for the rest, a question and its answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.organisations.actions.keeping import ReasonMissing
from accounts.refusals import NotAllowed, NotFound
from services.houses.actions.answer_hours_query import answer_hours_query
from services.houses.actions.approve_hours import approve_hours
from services.houses.actions.query_hours import query_hours
from services.houses.enums import Remark
from services.houses.queries.hours import approved_orders, approved_share, hours_to_approve
from services.orders.lifecycle import StateChanged
from services.orders.models import Assignment
from tests import personas
from tests.houses.ground import ground, seat, served
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOW)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def here():
    return ground()


def looked_at(here):
    return {one.seat.id: one for one in hours_to_approve(here.house, TODAY, TODAY, reader=here.lian.person_id)}


def approve(here, *seats, by=None):
    return approve_hours(
        by=by or here.lian, at=LATER, organisation_id=here.house.id, seat_ids=[one.id for one in seats]
    )


def test_what_is_remarkable_is_said_and_the_rest_is_plain(here):
    plain = served(here)
    over = served(here, hours=4, minutes=90)
    weak = served(here, hours=6, code=False)
    own = served(here, hours=8, minutes=20, person=here.lian)
    found = looked_at(here)
    assert found[plain.id].plain
    assert found[over.id].remarks == [Remark.OVER]
    assert found[weak.id].remarks == [Remark.WEAK]
    assert found[own.id].remarks == [Remark.SHORT, Remark.OWN]


def test_approved_hours_count_until_they_change(here):
    one, other = served(here), served(here, hours=4)
    assert approve(here, one) == 1
    assert approve(here, one, other) == 1
    assert approved_share(here.house.id, NOW, LATER) == (2, 2)
    Assignment.objects.filter(id=one.id).update(minutes_worked=45)
    assert looked_at(here)[one.id].remarks == [Remark.CHANGED]
    assert approved_orders(here.house.id, [one.order_id, other.order_id]) == {other.order_id}
    assert approve(here, one) == 1


def test_a_question_is_told_answered_and_settled(here):
    one = served(here, minutes=90)
    query_hours(by=here.lian, at=LATER, seat_id=one.id, reason="怎么多了半小时？")
    assert looked_at(here)[one.id].queried
    answered = answer_hours_query(by=here.yu, at=LATER, seat_id=one.id, words="陪着去了卫生所")
    assert answered.answer == "陪着去了卫生所"
    assert approve(here, one) == 1
    with pytest.raises(StateChanged):
        answer_hours_query(by=here.yu, at=LATER, seat_id=one.id, words="再说一句")


def test_who_may(here):
    one, begun = served(here), seat(here, hours=5)
    for by in (here.yu, here.chen):
        with pytest.raises((NotAllowed, NotFound)):
            approve(here, one, by=by)
        with pytest.raises((NotAllowed, NotFound)):
            query_hours(by=by, at=LATER, seat_id=one.id, reason="?")
    with pytest.raises(NotFound):
        approve(here, begun)
    with pytest.raises(ReasonMissing):
        query_hours(by=here.lian, at=LATER, seat_id=one.id, reason=" ")
    with pytest.raises(NotFound):
        answer_hours_query(by=here.fan, at=LATER, seat_id=one.id, words="我")


def test_the_page_puts_exceptions_first_and_approves_the_rest_in_one_tap(here):
    plain, over = served(here), served(here, hours=4, minutes=90)
    client = Client()
    client.force_login(here.lian)
    address = reverse("organisation:approving")
    page = client.get(address, {"month": "2026-11"}).content.decode()
    assert page.index("比计划久") < page.index("没什么特别的")
    assert (
        client.post(reverse("organisation:approve"), {"seat": [str(plain.id)], "month": "2026-11"}).status_code == 303
    )
    asked = client.post(reverse("organisation:query", args=[over.id]), {"reason": "", "month": "2026-11"})
    assert (asked.status_code, 'role="alert"' in asked.content.decode()) == (422, True)
    asked = client.post(reverse("organisation:query", args=[over.id]), {"reason": "为什么？", "week": "2026-11-16"})
    assert asked["Location"].endswith("?week=2026-11-16")
    assert "为什么？" in client.get(address, {"week": "2026-11-16"}).content.decode()
    sheet = client.get(reverse("organisation:hours_sheet"), {"month": "2026-11"}).content.decode()
    assert sheet.splitlines()[1].endswith(",60")
    member = Client()
    member.force_login(here.yu)
    assert "为什么？" in member.get(reverse("organisation:mine")).content.decode()
    said = member.post(reverse("organisation:query_answer", args=[over.id]), {"words": "陪着去了卫生所"})
    assert said.status_code == 303
    assert "陪着去了卫生所" in client.get(address, {"month": "2026-11"}).content.decode()


def test_over_http(here):
    one = served(here, minutes=90)
    api = APIClient()
    api.force_authenticate(here.lian)
    base = f"/api/v1/organisations/{here.house.id}/hours/"
    days = {"first_on": "2026-11-01", "last_on": "2026-11-30"}
    (row,) = api.get(base, days).json()
    assert (row["remarks"], row["approved"], row["minutes_worked"]) == (["OVER"], False, 90)
    assert api.get(base, {"first_on": "0001-01-01", "last_on": "0001-01-02"}).json()["code"] == "bad_period"
    asked = api.post(f"/api/v1/assignments/{one.id}/hours/ask/", {"reason": "为什么？"}, format="json")
    assert asked.json()["status"] == "QUERIED"
    body = {"assignments": [str(one.id)]}
    assert api.post(f"{base}approve/", body, format="json").json() == {"approved": 1}
    assert api.post(f"{base}approve/", body, format="json").json() == {"approved": 0}
    body = {"assignments": [str(personas.person("别人").id)]}
    assert api.post(f"{base}approve/", body, format="json").status_code == 404
