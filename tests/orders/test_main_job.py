"""The main job, from the order to the ledger, by the actions."""

from datetime import timedelta

import pytest

from accounts.refusals import NotFound
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import OwnWork, confirm_order
from services.orders.enums import OrderStatus
from services.orders.lifecycle import StateChanged
from services.orders.models import ServiceRecord
from tests import personas
from tests.personas import NOW
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db


def serve(order, volunteer, *, minutes: int):
    assignment = claim_order(by=volunteer, at=NOW, order_id=order.id)
    check_in(
        by=volunteer,
        at=order.starts_at,
        assignment_id=assignment.id,
        method="code",
        code=order.elder.spoken_code,
    )
    return check_out(by=volunteer, at=order.starts_at + timedelta(minutes=minutes), assignment_id=assignment.id)


def test_main_job_moves_exactly_the_minutes_worked():
    lin = personas.elder(minutes=300)
    mei, guo = personas.proxy(lin), personas.volunteer()
    order = personas.order(mei, lin)
    held = account_of(lin.person_id)
    assert (held.balance, held.held, held.available) == (300, 30, 270)

    assignment = serve(order, guo, minutes=47)
    confirm_order(by=mei, at=NOW + timedelta(hours=4), order_id=order.id, rating=5)

    order.refresh_from_db()
    assignment.refresh_from_db()
    assert order.status == OrderStatus.CONFIRMED
    assert assignment.minutes_credited == 47
    assert account_of(guo.person_id).balance == 47
    after = account_of(lin.person_id)
    assert (after.balance, after.held) == (253, 0)
    record = ServiceRecord.objects.get(assignment=assignment)
    assert (record.person.name, record.minutes, record.place) == ("郑国忠", 47, "均溪镇白岩村")


def test_confirm_twice_books_once():
    lin = personas.elder()
    mei, guo = personas.proxy(lin), personas.volunteer()
    order = personas.order(mei, lin)
    serve(order, guo, minutes=30)
    confirm_order(by=mei, at=NOW, order_id=order.id, rating=5)
    with pytest.raises(StateChanged):
        confirm_order(by=mei, at=NOW, order_id=order.id, rating=5)
    assert account_of(guo.person_id).balance == 30


def test_confirm_by_the_one_who_served_is_refused():
    lin = personas.elder()
    guo = personas.volunteer()
    mei = personas.proxy(lin)
    personas.mandate(lin, guo)
    order = personas.order(mei, lin)
    serve(order, guo, minutes=30)
    with pytest.raises(OwnWork):
        confirm_order(by=guo, at=NOW, order_id=order.id, rating=5)


def test_confirm_by_an_outsider_is_not_found():
    lin = personas.elder()
    mei, guo, zhen = personas.proxy(lin), personas.volunteer(), personas.user("陈远真")
    order = personas.order(mei, lin)
    serve(order, guo, minutes=30)
    with pytest.raises(NotFound):
        confirm_order(by=zhen, at=NOW, order_id=order.id, rating=5)


def test_an_elder_never_pays_more_than_there_is():
    lin = personas.elder(minutes=40)
    mei, guo = personas.proxy(lin), personas.volunteer()
    order = personas.order(mei, lin)
    serve(order, guo, minutes=55)
    confirm_order(by=mei, at=NOW, order_id=order.id, rating=3)
    assert account_of(lin.person_id).balance == 0
    assert account_of(guo.person_id).balance == 40
