"""Being asked, waiting in line, and what fits: in words, with nothing of the house before the yes."""

from datetime import timedelta

import pytest
import time_machine

from accounts.access.enums import Role
from accounts.elders.enums import VisitorKind
from accounts.elders.models import VisitContact
from services.orders.actions.check_in import check_in
from services.orders.actions.claim_order import claim_order
from services.orders.actions.close_forgotten import close_forgotten
from services.orders.actions.offer_seat import offer_seat
from services.orders.actions.report_no_show import report_no_show
from services.orders.models import Assignment, LinePlace, NoShow
from tests import personas
from tests.personas import NOW, VILLAGE
from tests.volunteer.conftest import SECRETS, queries, secretive_elder, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def story():
    lin = secretive_elder()
    mei, guo = personas.proxy(lin), personas.volunteer()
    return lin, mei, guo, personas.order(mei, lin, hours=24)


def asked(order, guo):
    worker = personas.user("林村官", Role.VILLAGE_WORKER, region=VILLAGE)
    return offer_seat(by=worker, at=NOW, order_id=order.id, person_id=guo.person_id)


def test_whoever_is_asked_reads_who_asks_and_until_when_but_no_door(story):
    _lin, _mei, guo, order = story
    asked(order, guo)
    page = signed_in(guo).get(f"/volunteer/tasks/{order.id}/").content.decode()
    assert "The village asks you." in page
    assert "kept for you until 12:00" in page
    assert not [secret for secret in SECRETS if secret in page]
    for address in ("/volunteer/", "/volunteer/mine/"):
        assert "12:00" in signed_in(guo).get(address).content.decode()


def test_yes_opens_the_door_and_no_asks_the_next(story):
    _lin, _mei, guo, order = story
    hua = personas.volunteer("陈阿华")
    asked(order, guo)
    answer = f"/volunteer/tasks/{order.id}/answer/"
    signed_in(guo).post(answer, {"answer": "no"})
    offer = Assignment.objects.get(status="OFFERED")
    assert offer.person_id == hua.person_id
    answered = signed_in(hua).post(answer, {"answer": "yes"})
    assert answered.status_code == 303
    assert SECRETS[1] in signed_in(hua).get(f"/volunteer/tasks/{order.id}/").content.decode()
    assert signed_in(guo).get(f"/volunteer/tasks/{order.id}/").status_code == 200  # that it ended, and no door
    assert SECRETS[1] not in signed_in(guo).get(f"/volunteer/tasks/{order.id}/").content.decode()


def test_after_a_lost_race_one_may_wait_and_sees_the_place_in_line(story):
    _lin, _mei, guo, order = story
    hua, zhen = personas.volunteer("陈阿华"), personas.volunteer("甄真")
    claim_order(by=guo, at=NOW, order_id=order.id)
    for by in (hua, zhen):
        page = signed_in(by).post(f"/volunteer/tasks/{order.id}/claim/").content.decode()
        assert f"/volunteer/tasks/{order.id}/line/" in page
        signed_in(by).post(f"/volunteer/tasks/{order.id}/line/")
    page = signed_in(zhen).get(f"/volunteer/tasks/{order.id}/").content.decode()
    assert "1 waits before you." in page
    assert not [secret for secret in SECRETS if secret in page]
    signed_in(hua).post(f"/volunteer/tasks/{order.id}/line/", {"answer": "leave"})
    assert LinePlace.objects.filter(status="WAITING").count() == 1


@pytest.mark.verifies(28)
def test_what_fits_stands_on_top_with_why_and_costs_a_fixed_number_of_queries(story):
    lin, mei, guo, _order = story
    before = queries(signed_in(guo), "/volunteer/")
    VisitContact.objects.create(elder=lin, person=guo.person, kind=VisitorKind.NEIGHBOUR, since=NOW.date())
    for turn in range(5):
        personas.order(mei, lin, hours=30 + 2 * turn)
    page = signed_in(guo).get("/volunteer/").content.decode()
    assert "You are paired with her for good." in page
    assert queries(signed_in(guo), "/volunteer/") <= before


def test_who_is_said_not_to_have_come_answers_once(story):
    _lin, mei, guo, order = story
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    report_no_show(by=mei, at=order.starts_at, assignment_id=seat.id, words="等了一小时")
    page = signed_in(guo).get(f"/volunteer/tasks/{order.id}/").content.decode()
    assert "等了一小时" in page
    signed_in(guo).post(f"/volunteer/tasks/{order.id}/missed/", {"words": "我在后门"})
    assert NoShow.objects.get().answer == "我在后门"
    assert "我在后门" in signed_in(guo).get(f"/volunteer/tasks/{order.id}/").content.decode()


def test_who_forgot_to_check_out_says_when_they_left(story):
    lin, _mei, guo, order = story
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="card", code=lin.card_token)
    later = order.ends_at + timedelta(hours=9)
    close_forgotten(at=later)
    with time_machine.travel(later, tick=False):
        client = signed_in(guo)
        assert f"/volunteer/tasks/{order.id}/left/" in client.get(f"/volunteer/tasks/{order.id}/").content.decode()
        assert client.post(f"/volunteer/tasks/{order.id}/left/", {"left": "09:00"}).status_code == 400  # before coming
        assert client.post(f"/volunteer/tasks/{order.id}/left/", {"left": "10:25"}).status_code == 303
    seat.refresh_from_db()
    assert (seat.minutes_worked, seat.left_by_house, seat.confidence) == (25, True, 0)
