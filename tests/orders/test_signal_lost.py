"""Work done without signal counts from when it was done, and stays open for as long as it may still arrive."""

from datetime import timedelta

import pytest

from accounts.policies.occurred import Occurred
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.close_forgotten import close_forgotten
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.expire_orders import expire_orders
from services.orders.lifecycle import StateChanged
from services.orders.models import Evidence
from tests import personas
from tests.personas import NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


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


@pytest.fixture
def seat(order, guo):
    return claim_order(by=guo, at=NOW, order_id=order.id)


def kept(at, *, doubtful=False):
    return Occurred(at, at, doubtful)


def arrive(seat, guo, *, done, at, method="code"):
    code = seat.order.elder.spoken_code if method == "code" else ""
    return check_in(by=guo, at=at, assignment_id=seat.id, method=method, code=code, occurred=done)


def test_the_time_runs_from_when_it_was_done(order, seat, guo):
    began, heard = order.starts_at, order.starts_at + 5 * HOUR
    arrive(seat, guo, done=kept(began), at=heard)
    done = check_out(by=guo, at=heard, assignment_id=seat.id, occurred=kept(began + timedelta(minutes=40)))
    seat.refresh_from_db()
    evidence = Evidence.objects.get(assignment=seat)
    assert done.minutes_worked == 40
    assert (seat.checked_in_at, evidence.occurred_at, evidence.recorded_at) == (began, began, heard)
    assert (seat.left_device_at, seat.left_recorded_at) == (began + timedelta(minutes=40), heard)
    assert (seat.doubtful, seat.confidence) == (False, 60)


def test_nobody_arrives_before_they_took_the_task(order, seat, guo):
    done = arrive(seat, guo, done=kept(NOW - HOUR), at=order.starts_at)
    assert (done.checked_in_at, done.doubtful, done.confidence) == (NOW, True, 0)


def test_a_doubtful_clock_asks_for_a_call(order, seat, guo):
    arrive(seat, guo, done=kept(order.starts_at), at=order.starts_at + HOUR)
    left = kept(order.starts_at + HOUR, doubtful=True)
    done = check_out(by=guo, at=order.starts_at + HOUR, assignment_id=seat.id, occurred=left)
    assert (done.doubtful, done.confidence) == (True, 0)


def test_what_the_phone_knows_takes_the_place_of_the_houses_guess(order, seat, guo, mei):
    arrive(seat, guo, done=Occurred(order.starts_at), at=order.starts_at)
    late = order.ends_at + 9 * HOUR
    assert close_forgotten(at=late) == 1
    seat.refresh_from_db()
    assert seat.left_by_house
    guessed = seat.minutes_worked
    left = kept(order.starts_at + timedelta(minutes=17))
    done = check_out(by=guo, at=late + HOUR, assignment_id=seat.id, occurred=left)
    assert (guessed, done.minutes_worked, done.left_by_house) == (60, 17, False)
    with pytest.raises(StateChanged):  # once said, it stands
        check_out(by=guo, at=late + HOUR, assignment_id=seat.id, occurred=left)


def test_what_was_confirmed_is_not_touched(order, seat, guo, mei):
    arrive(seat, guo, done=Occurred(order.starts_at), at=order.starts_at)
    late = order.ends_at + 9 * HOUR
    close_forgotten(at=late)
    confirm_order(by=mei, at=late, order_id=order.id, rating=5)
    with pytest.raises(StateChanged):
        check_out(by=guo, at=late, assignment_id=seat.id, occurred=kept(order.starts_at + HOUR))


def test_a_task_that_somebody_took_waits_for_their_phone(lin, mei, order, seat):
    nobodys = personas.order(mei, lin, hours=6)
    after = max(order.ends_at, nobodys.ends_at) + HOUR
    assert expire_orders(at=after) == 1  # only the one nobody took
    order.refresh_from_db()
    assert order.status == "CLAIMED"
    assert expire_orders(at=order.ends_at + 25 * HOUR) == 1


@pytest.fixture
def second(lin, guo):
    """Another task of Guo's, an hour after the first one begins."""
    fan = personas.elder("范秋妹", minutes=600)
    made = personas.order(personas.proxy(fan, "范小梅"), fan, hours=3)
    return claim_order(by=guo, at=NOW, order_id=made.id)


def test_nobody_is_paid_twice_for_the_same_hour(order, seat, second, guo):
    """The phone says of the second task a time at which they were at the first: it runs from when that one ended."""
    began, left = order.starts_at, order.starts_at + timedelta(minutes=65)
    arrive(seat, guo, done=Occurred(began), at=began)
    check_out(by=guo, at=left, assignment_id=seat.id)
    heard = left + HOUR
    arrive(second, guo, done=kept(began + timedelta(minutes=1)), at=heard)
    done = check_out(by=guo, at=heard, assignment_id=second.id, occurred=kept(heard))
    assert (done.checked_in_at, done.minutes_worked) == (left, 60)
    assert (done.doubtful, done.confidence) == (True, 0)


def test_what_the_phone_knows_of_the_end_reaches_no_further_than_the_next_task(order, seat, second, guo):
    began = order.starts_at
    arrive(seat, guo, done=Occurred(began), at=began)
    late = order.ends_at + 9 * HOUR
    assert close_forgotten(at=late) == 1  # the house guesses an hour
    next_began = order.ends_at + timedelta(minutes=10)
    arrive(second, guo, done=kept(next_began), at=late)
    seat.refresh_from_db()
    done = check_out(by=guo, at=late, assignment_id=seat.id, occurred=kept(next_began + HOUR))
    assert (done.checked_out_at, done.doubtful) == (next_began, True)
    ended = check_out(by=guo, at=late, assignment_id=second.id, occurred=kept(next_began + HOUR))
    assert (ended.minutes_worked, ended.doubtful) == (60, False)
