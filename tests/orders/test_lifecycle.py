"""Every move of the tables, who may make it, and what it does to the minutes."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.management import call_command
from procrastinate.contrib.django import app

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.check_in import AlreadyAtWork, TooManyWrongCodes, WrongCode, check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.dispute_order import ReasonMissing, dispute_order
from services.orders.actions.expire_orders import expire_orders
from services.orders.actions.report_no_show import NotYetDue, report_no_show
from services.orders.actions.resolve_dispute import resolve_dispute
from services.orders.actions.withdraw_claim import AlreadyStarted, withdraw_claim
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.lifecycle import ASSIGNMENT_MOVES, ORDER_MOVES, StateChanged, advance_assignment, advance_order
from services.orders.models import Assignment, Order
from tests import personas
from tests.personas import NOW
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return personas.elder(minutes=300)


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


@pytest.fixture
def guo():
    return personas.volunteer()


@pytest.fixture
def order(lin, mei):
    return personas.order(mei, lin)


def held(elder) -> int:
    return account_of(elder.person_id).held


def served(order, volunteer, minutes=30):
    seat = claim_order(by=volunteer, at=NOW, order_id=order.id)
    code = order.elder.spoken_code
    check_in(by=volunteer, at=order.starts_at, assignment_id=seat.id, method="code", code=code)
    return check_out(by=volunteer, at=order.starts_at + timedelta(minutes=minutes), assignment_id=seat.id)


@pytest.mark.parametrize(("status", "move"), list(product(OrderStatus.values, ORDER_MOVES)))
def test_an_order_moves_along_the_table_and_nowhere_else(order, status, move):
    Order.objects.filter(id=order.id).update(status=status)
    if status in ORDER_MOVES[move].sources:
        assert advance_order(order, move).status == ORDER_MOVES[move].target
    else:
        with pytest.raises(StateChanged):
            advance_order(order, move)
    order.refresh_from_db()
    assert order.status == (ORDER_MOVES[move].target if status in ORDER_MOVES[move].sources else status)


@pytest.mark.parametrize("move", ASSIGNMENT_MOVES)
def test_an_ended_assignment_moves_nowhere(order, guo, move):
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    Assignment.objects.filter(id=seat.id).update(status=AssignmentStatus.WITHDRAWN)
    with pytest.raises(StateChanged):
        advance_assignment(seat, move)


def test_the_drawing_is_what_the_tables_say(monkeypatch):
    assert call_command("draw_lifecycle", "--check") is None

    # Negative control: a table with one move less is no longer what is drawn.
    monkeypatch.delitem(ORDER_MOVES, "void")
    with pytest.raises(SystemExit, match="not what the tables say"):
        call_command("draw_lifecycle", "--check")


def test_cancelling_gives_everything_back(lin, mei, order, guo):
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    assert held(lin) == 30
    cancel_order(by=mei, at=NOW, order_id=order.id, reason="不用了")
    seat.refresh_from_db()
    assert (held(lin), seat.status, seat.ended_late) == (0, "WITHDRAWN", False)
    with pytest.raises(StateChanged):
        cancel_order(by=mei, at=NOW, order_id=order.id)


def test_work_that_has_begun_is_not_cancelled(mei, order, guo):
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="none")
    with pytest.raises(StateChanged):
        cancel_order(by=mei, at=NOW, order_id=order.id)
    with pytest.raises(AlreadyStarted):
        withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)


@pytest.mark.parametrize(("minutes_before", "late"), [(61, False), (59, True)])
def test_withdrawing_reopens_and_a_late_one_is_recorded(order, guo, minutes_before, late):
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    at = order.starts_at - timedelta(minutes=minutes_before)
    withdraw_claim(by=guo, at=at, assignment_id=seat.id, reason="发烧了")
    seat.refresh_from_db()
    order.refresh_from_db()
    assert (order.status, seat.status, seat.ended_late, seat.reason) == ("OPEN", "WITHDRAWN", late, "发烧了")
    assert claim_order(by=personas.volunteer("陈阿水"), at=at, order_id=order.id).seat == 1


def test_somebody_else_cannot_withdraw_or_check_in_or_out(order, guo, mei):
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    for outsider in (personas.volunteer("陈阿水"), mei):
        with pytest.raises(NotFound):
            withdraw_claim(by=outsider, at=NOW, assignment_id=seat.id)
        with pytest.raises(NotFound):
            check_in(by=outsider, at=NOW, assignment_id=seat.id, method="none")
        with pytest.raises(NotFound):
            check_out(by=outsider, at=NOW, assignment_id=seat.id)


def test_wrong_codes_are_counted_and_the_card_still_opens(order, guo):
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    wrong = f"{(int(order.elder.spoken_code) + 1) % 10_000:04d}"
    for _ in range(4):
        with pytest.raises(WrongCode):
            check_in(by=guo, at=NOW, assignment_id=seat.id, method="code", code=wrong)
    for code in (wrong, order.elder.spoken_code):  # after five even the right one is too late
        with pytest.raises(TooManyWrongCodes):
            check_in(by=guo, at=NOW, assignment_id=seat.id, method="code", code=code)
    seat = check_in(by=guo, at=NOW, assignment_id=seat.id, method="card", code=order.elder.card_token)
    assert (seat.status, seat.confidence) == ("CHECKED_IN", 80)


def test_an_early_check_in_is_let_in_and_flagged(order, guo):
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    early = order.starts_at - timedelta(minutes=121)
    seat = check_in(by=guo, at=early, assignment_id=seat.id, method="card", code=order.elder.card_token)
    assert (seat.status, seat.confidence) == ("CHECKED_IN", 0)
    assert Event.objects.get(name="services.order.started").detail["early"] is True


def test_nobody_is_at_work_in_two_places(lin, mei, order, guo):
    later = personas.order(mei, lin, hours=6)
    first = claim_order(by=guo, at=NOW, order_id=order.id)
    second = claim_order(by=guo, at=NOW, order_id=later.id)
    check_in(by=guo, at=NOW, assignment_id=first.id, method="none")
    with pytest.raises(AlreadyAtWork):
        check_in(by=guo, at=NOW, assignment_id=second.id, method="none")


def test_a_clock_that_runs_back_gives_no_negative_minutes(order, guo):
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    check_in(by=guo, at=NOW, assignment_id=seat.id, method="none")
    seat = check_out(by=guo, at=NOW - timedelta(days=30), assignment_id=seat.id)
    assert (seat.minutes_worked, seat.checked_out_at) == (0, NOW)


def test_a_no_show_is_recorded_with_who_said_so(mei, order, guo):
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    with pytest.raises(NotYetDue):
        report_no_show(by=mei, at=NOW, assignment_id=seat.id)
    seat = report_no_show(by=mei, at=order.starts_at + timedelta(minutes=20), assignment_id=seat.id)
    order.refresh_from_db()
    assert (seat.status, seat.ended_by, order.status) == ("NO_SHOW", mei, "OPEN")


def test_a_dispute_stops_the_minutes_until_the_township_decides(lin, mei, order, guo):
    served(order, guo)
    with pytest.raises(ReasonMissing):
        dispute_order(by=mei, at=NOW, order_id=order.id, reason=" ")
    dispute_order(by=mei, at=NOW, order_id=order.id, reason="没剪完")
    with pytest.raises(StateChanged):
        confirm_order(by=mei, at=NOW, order_id=order.id, rating=5)
    village = personas.user("乐建国", Role.VILLAGE_WORKER, region=personas.VILLAGE)
    elsewhere = personas.user("陈远真", Role.TOWNSHIP_OFFICIAL, region="350425101")
    township = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP)
    decision = {"at": NOW, "order_id": order.id, "uphold": True, "reason": "打电话核过，做完了"}
    with pytest.raises(NotAllowed):
        resolve_dispute(by=village, **decision)
    with pytest.raises(NotFound):
        resolve_dispute(by=elsewhere, **decision)
    assert held(lin) == 30
    resolve_dispute(by=township, **decision)
    assert (held(lin), account_of(guo.person_id).balance) == (0, 30)


def test_a_void_order_moves_nothing(lin, mei, order, guo):
    served(order, guo)
    dispute_order(by=mei, at=NOW, order_id=order.id, reason="没来过")
    township = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP)
    resolve_dispute(by=township, at=NOW, order_id=order.id, uphold=False, reason="邻居说没来")
    assert (held(lin), account_of(lin.person_id).balance) == (0, 300)
    assert account_of(guo.person_id) is None


def test_orders_nobody_came_for_expire_once(lin, order, guo):
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    assert expire_orders(at=order.ends_at - timedelta(seconds=1)) == 0
    assert expire_orders(at=order.ends_at) == 1
    assert expire_orders(at=order.ends_at) == 0
    order.refresh_from_db()
    assert (order.status, held(lin)) == ("EXPIRED", 0)


def test_the_house_expires_orders_by_itself():
    assert "services.orders.expire" in {task.task.name for task in app.periodic_registry.periodic_tasks.values()}


def test_the_daily_cap_holds(lin, mei, guo, monkeypatch):
    from django.db.backends.postgresql.psycopg_any import DateRange

    from accounts.policies.models import Policy

    Policy.objects.create(
        code="earn.daily_cap", region_id=personas.COUNTY, valid=DateRange(None, None), value=50, citation="测试"
    )
    for hours in (2, 4):
        order = personas.order(mei, lin, hours=hours)
        served(order, guo, minutes=40)
        confirm_order(by=mei, at=NOW + timedelta(hours=8), order_id=order.id, rating=5)
    assert account_of(guo.person_id).balance == 50
