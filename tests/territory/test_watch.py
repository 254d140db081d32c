"""The village sees what came free, who is asked and what was forgotten; a dispute stands on one page."""

from datetime import timedelta

import pytest
import time_machine

from accounts.access.enums import Role
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.close_forgotten import close_forgotten
from services.orders.actions.dispute_order import dispute_order
from services.orders.actions.withdraw_claim import withdraw_claim
from services.orders.models import Assignment, Order
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.volunteer.conftest import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return personas.elder(minutes=900)


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


@pytest.fixture
def worker(lin):
    return personas.user("林村官", Role.VILLAGE_WORKER, region=VILLAGE)


def page_of(user, address="/territory/watch/", at=NOW):
    with time_machine.travel(at, tick=False):
        return signed_in(user, "zh-hans").get(address).content.decode()


def test_a_place_that_came_free_stands_there_and_whoever_fits_is_asked(lin, mei, worker):
    order, guo, hua = personas.order(mei, lin), personas.volunteer(), personas.volunteer("陈阿华")
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    ask = f"/territory/orders/{order.id}/ask/"
    assert ask in page_of(worker)
    with time_machine.travel(NOW, tick=False):
        page = signed_in(worker, "zh-hans").get(ask).content.decode()
        assert "陈阿华" in page
        assert "郑国忠" not in page  # who has just dropped out
        assert signed_in(worker).post(ask, {"person": str(hua.person_id)}).status_code == 303
    assert Assignment.objects.get(status="OFFERED").person_id == hua.person_id
    assert "陈阿华" in page_of(worker)
    far = personas.user("石牌村官", Role.VILLAGE_WORKER, region=OTHER_VILLAGE)
    assert "陈阿华" not in page_of(far)


def test_what_was_forgotten_is_rung_about_in_one_tap(lin, mei, worker):
    order, guo = personas.order(mei, lin), personas.volunteer()
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="card", code=lin.card_token)
    later = order.ends_at + timedelta(hours=9)
    close_forgotten(at=later)
    ring = f"/territory/orders/{order.id}/ring/"
    assert ring in page_of(worker, at=later)
    with time_machine.travel(later, tick=False):
        assert signed_in(worker).post(ring).status_code == 303
        assert signed_in(worker).post(ring).status_code == 303  # twice is once
    assert Order.objects.get(id=order.id).call_back_at == later
    assert ring not in page_of(worker, at=later)


def test_a_dispute_shows_both_sides_and_the_proofs_to_whoever_decides(lin, mei, worker):
    order, guo = personas.order(mei, lin), personas.volunteer()
    township = personas.user("王镇长", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="card", code=lin.card_token)
    then = order.starts_at + timedelta(minutes=20)
    check_out(by=guo, at=then, assignment_id=seat.id)
    dispute_order(by=mei, at=then, order_id=order.id, reason="只坐了一会儿")
    case = f"/disputes/{order.id}/"
    with time_machine.travel(then, tick=False):
        signed_in(guo).post(f"{case}say/", {"words": "做完才走的"})
        theirs = signed_in(guo).get(case).content.decode()
        assert ("做完才走的" in theirs, "只坐了一会儿" in theirs) == (True, False)
        both = signed_in(township).get(case).content.decode()
        assert "做完才走的" in both
        assert "只坐了一会儿" in both
        assert "QR card" in both
        assert "/decide/" not in signed_in(worker).get(case).content.decode()
        assert signed_in(worker).post(f"{case}decide/", {"decision": "keep", "reason": "x"}).status_code == 404
        assert signed_in(township).post(f"{case}decide/", {"decision": "keep"}).status_code == 422
        assert signed_in(township).post(f"{case}decide/", {"decision": "keep", "reason": "有凭证"}).status_code == 303
    assert Order.objects.get(id=order.id).status == "CONFIRMED"


def test_asking_is_for_those_who_may(lin, mei):
    order, guo = personas.order(mei, lin, hours=24), personas.volunteer()
    viewer = personas.user("督导", Role.SUPERVISOR, region=VILLAGE)
    assert signed_in(viewer).get(f"/territory/orders/{order.id}/ask/").status_code in (403, 404)
    assert signed_in(guo).get("/territory/watch/").status_code in (403, 404)
