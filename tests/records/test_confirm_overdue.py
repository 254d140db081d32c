"""What confirms itself, what is rung about, and what stops the clock."""

from datetime import timedelta

import pytest

from accounts.journal.models import Event
from accounts.policies.rules import ORDER_AUTO_CONFIRM
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.confirm_overdue import Overdue, confirm_overdue
from services.orders.actions.dispute_order import dispute_order
from services.orders.enums import OrderStatus
from services.orders.models import Order, ServiceRecord
from services.orders.queries.audience import audience
from services.orders.queries.records import to_call
from tests import personas
from tests.records.ground import rule, served, stage
from timebank.ledger.queries import account_of, entries_of

pytestmark = pytest.mark.django_db
HOURS = 72


@pytest.fixture
def here():
    rule(ORDER_AUTO_CONFIRM, HOURS)
    return stage()


def state(seat) -> str:
    return Order.objects.get(id=seat.order_id).status


def test_strong_proof_confirms_itself_after_the_time_and_not_before(here):
    seat = served(here)
    ended = seat.checked_out_at
    assert confirm_overdue(at=ended + timedelta(hours=HOURS, minutes=-1)) == Overdue(0, 0)
    assert state(seat) == OrderStatus.SERVED
    assert confirm_overdue(at=ended + timedelta(hours=HOURS)) == Overdue(1, 0)
    order = Order.objects.get(id=seat.order_id)
    assert (order.status, order.confirmed_by, order.rating) == (OrderStatus.CONFIRMED, None, None)
    assert account_of(here.guo.person_id).balance == 47
    assert ServiceRecord.objects.get().minutes == 47
    assert confirm_overdue(at=ended + timedelta(hours=HOURS)) == Overdue(0, 0)  # once


def test_the_posting_says_by_which_rule(here):
    seat = served(here)
    confirm_overdue(at=seat.checked_out_at + timedelta(hours=HOURS))
    applied = entries_of(here.guo.person_id)[0].transfer.rule
    assert {"code": "order.auto_confirm", "value": HOURS, "citation": "测试县文"} in applied


def test_weak_proof_goes_onto_the_call_back_list(here):
    seat = served(here, method="none")
    assert confirm_overdue(at=seat.checked_out_at + timedelta(hours=HOURS)) == Overdue(0, 1)
    assert state(seat) == OrderStatus.SERVED
    assert [order.id for order in to_call([personas.TOWNSHIP])] == [seat.order_id]
    assert list(to_call(["350425101"])) == []
    event = Event.objects.get(name="services.order.call_back")
    assert {user.id for user in audience(event)} == {here.village.id}
    assert confirm_overdue(at=seat.checked_out_at + timedelta(hours=HOURS + 1)) == Overdue(0, 0)
    # Somebody rings and confirms: then it is booked as any other.
    confirm_order(by=here.village, at=seat.checked_out_at + timedelta(days=4), order_id=seat.order_id, rating=5)
    assert list(to_call([personas.TOWNSHIP])) == []


def test_a_dispute_stops_the_clock(here):
    seat = served(here)
    dispute_order(by=here.mei, at=seat.checked_out_at + timedelta(hours=1), order_id=seat.order_id, reason="没来")
    assert confirm_overdue(at=seat.checked_out_at + timedelta(days=30)) == Overdue(0, 0)
    assert state(seat) == OrderStatus.DISPUTED
    assert account_of(here.guo.person_id) is None or account_of(here.guo.person_id).balance == 0


def test_a_proxys_own_work_never_confirms_itself(here):
    """Whoever holds the mandate knows the four digits, so they prove nothing."""
    personas.mandate(here.lin, here.guo)
    seat = served(here)
    assert confirm_overdue(at=seat.checked_out_at + timedelta(hours=HOURS)) == Overdue(0, 1)


def test_without_the_rule_nothing_confirms_itself():
    seat = served(stage())
    assert confirm_overdue(at=seat.checked_out_at + timedelta(days=365)) == Overdue(0, 0)


def test_a_later_rule_does_not_reach_back():
    seat = served(stage())
    rule(ORDER_AUTO_CONFIRM, 1)
    assert confirm_overdue(at=seat.checked_out_at + timedelta(days=9)) == Overdue(0, 0)


def test_both_sides_hear_of_it(here):
    seat = served(here)
    confirm_overdue(at=seat.checked_out_at + timedelta(hours=HOURS))
    event = Event.objects.get(name="services.order.confirmed_automatically")
    assert {user.id for user in audience(event)} == {here.mei.id, here.guo.id}
    assert event.detail["hours"] == HOURS
