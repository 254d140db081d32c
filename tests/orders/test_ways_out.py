"""No order, no minute and no seat hangs for ever; and nobody games the door, the cap or their own confirmation."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from accounts.access.enums import Role
from accounts.elders.enums import Power
from accounts.people.enums import VolunteerStatus
from accounts.people.models import Volunteer
from services.orders.actions.assign_member import assign_member
from services.orders.actions.check_in import TooManyWrongCodes, WrongCode, check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.claim_order import claim_order
from services.orders.actions.close_forgotten import close_forgotten
from services.orders.actions.confirm_order import OwnWork, confirm_order
from services.orders.actions.place_order import Line, StaleForm, TimeTooFar, place_order
from services.orders.actions.report_no_show import report_no_show
from services.orders.actions.seating import NotEligible, OrderNotOpen
from services.orders.actions.withdraw_claim import withdraw_claim
from tests import personas
from tests.personas import NOW
from timebank.ledger.queries import account_of


@pytest.fixture
def lin(db):
    return personas.elder(minutes=2000)


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


def serve(order, volunteer, minutes, *, at=None):
    seat = claim_order(by=volunteer, at=NOW, order_id=order.id)
    start = at or order.starts_at
    check_in(by=volunteer, at=start, assignment_id=seat.id, method="none")
    return check_out(by=volunteer, at=start + timedelta(minutes=minutes), assignment_id=seat.id)


@pytest.mark.parametrize("leaves", ["withdraws", "does not come"])
def test_when_the_second_never_comes_the_first_is_still_paid(lin, mei, leaves):
    order = personas.order(mei, lin, of=personas.item("spring", minutes=60, seats=2))
    guo, hua = personas.volunteer(), personas.volunteer("陈阿华")
    other = claim_order(by=hua, at=NOW, order_id=order.id)
    serve(order, guo, 60)
    order.refresh_from_db()
    assert order.status == "IN_SERVICE"
    if leaves == "withdraws":
        withdraw_claim(by=hua, at=NOW, assignment_id=other.id)
    else:
        report_no_show(by=mei, at=order.ends_at, assignment_id=other.id)
    order.refresh_from_db()
    assert order.status == "SERVED"
    confirm_order(by=mei, at=NOW, order_id=order.id, rating=5)
    assert (account_of(guo.person_id).balance, account_of(lin.person_id).held) == (60, 0)


def test_a_forgotten_check_out_is_closed_at_the_planned_time(lin, mei):
    order = personas.order(mei, lin)
    guo = personas.volunteer()
    seat = claim_order(by=guo, at=NOW, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="card", code=lin.card_token)
    limit = order.ends_at + timedelta(minutes=480)
    assert close_forgotten(at=limit - timedelta(seconds=1)) == 0
    assert close_forgotten(at=limit) == 1
    assert close_forgotten(at=limit) == 0
    seat.refresh_from_db()
    order.refresh_from_db()
    assert (order.status, seat.minutes_worked, seat.confidence) == ("SERVED", 60, 0)


def test_who_claimed_and_never_came_does_not_hold_the_other_up(lin, mei):
    order = personas.order(mei, lin, of=personas.item("spring", minutes=60, seats=2))
    guo, hua = personas.volunteer(), personas.volunteer("陈阿华")
    absent = claim_order(by=hua, at=NOW, order_id=order.id)
    serve(order, guo, 60)
    assert close_forgotten(at=order.ends_at + timedelta(minutes=480)) == 1
    absent.refresh_from_db()
    order.refresh_from_db()
    assert (order.status, absent.status, absent.ended_by) == ("SERVED", "NO_SHOW", None)


def test_what_is_over_cannot_be_claimed(lin, mei):
    order = personas.order(mei, lin)
    manager = personas.user("连晓雯")
    organisation = personas.organisation(manager)
    with pytest.raises(OrderNotOpen):
        claim_order(by=personas.volunteer(), at=order.ends_at, order_id=order.id)
    with pytest.raises(OrderNotOpen):
        claim_for_organisation(by=manager, at=order.ends_at, order_id=order.id, organisation_id=organisation.id)


def test_a_manager_does_not_confirm_what_their_member_did(lin, mei):
    member, manager = personas.volunteer("余丽钦"), personas.user("连晓雯")
    organisation = personas.organisation(manager, member)
    personas.mandate(lin, manager, powers=tuple(Power))
    order = personas.order(mei, lin)
    seat = claim_for_organisation(by=manager, at=NOW, order_id=order.id, organisation_id=organisation.id)
    assign_member(by=manager, at=NOW, assignment_id=seat.id, person_id=member.person_id)
    check_in(by=member, at=order.starts_at, assignment_id=seat.id, method="none")
    check_out(by=member, at=order.ends_at, assignment_id=seat.id)
    with pytest.raises(OwnWork):
        confirm_order(by=manager, at=NOW, order_id=order.id, rating=5)
    confirm_order(by=mei, at=NOW, order_id=order.id, rating=5)


def test_claiming_again_gives_no_new_tries_at_the_code(lin, mei):
    order = personas.order(mei, lin)
    guo = personas.volunteer()
    wrong = f"{(int(lin.spoken_code) + 1) % 10_000:04d}"
    for tries in (4, 1):
        seat = claim_order(by=guo, at=NOW, order_id=order.id)
        for _ in range(tries):
            with pytest.raises((WrongCode, TooManyWrongCodes)):
                check_in(by=guo, at=NOW, assignment_id=seat.id, method="code", code=wrong)
        if tries == 4:
            withdraw_claim(by=guo, at=NOW, assignment_id=seat.id)
    with pytest.raises(TooManyWrongCodes):
        check_in(by=guo, at=NOW, assignment_id=seat.id, method="code", code=lin.spoken_code)


def test_a_key_that_no_form_made_is_refused(lin, mei):
    asked = {
        "by": mei,
        "at": NOW,
        "elder_id": lin.id,
        "lines": [Line(personas.item().id)],
        "starts_at": NOW + timedelta(hours=1),
        "ends_at": NOW + timedelta(hours=2),
    }
    for forged in ("ffffffff-ffff-4fff-bfff-ffffffffffff", "ffffffff-ffff-7fff-bfff-ffffffffffff", str(UUID(int=0))):
        with pytest.raises(StaleForm):
            place_order(**asked, order_id=UUID(forged))
    fresh = personas.form_key()
    assert place_order(**asked, order_id=fresh).id == fresh


def test_the_last_day_of_the_calendar_is_too_far(lin, mei):
    with pytest.raises(TimeTooFar):
        place_order(
            by=mei,
            at=NOW,
            elder_id=lin.id,
            lines=[Line(personas.item().id)],
            starts_at=NOW.replace(year=9999, month=12, day=31),
            ends_at=NOW.replace(year=9999, month=12, day=31),
        )


def test_the_suspended_take_nothing_not_even_for_an_organisation(lin, mei):
    member, manager = personas.volunteer("余丽钦"), personas.user("连晓雯", Role.VOLUNTEER)
    organisation = personas.organisation(manager, member)
    Volunteer.objects.filter(person=member.person_id).update(status=VolunteerStatus.SUSPENDED)
    order = personas.order(mei, lin)
    with pytest.raises(NotEligible) as refused:
        claim_order(by=member, at=NOW, order_id=order.id)
    assert refused.value.code == "suspended"
    seat = claim_for_organisation(by=manager, at=NOW, order_id=order.id, organisation_id=organisation.id)
    with pytest.raises(NotEligible):
        assign_member(by=manager, at=NOW, assignment_id=seat.id, person_id=member.person_id)


def test_a_wide_window_does_not_buy_a_long_service(lin, mei):
    guo = personas.volunteer()
    start = NOW + timedelta(hours=1)
    order = place_order(
        by=mei,
        at=NOW,
        elder_id=lin.id,
        lines=[Line(personas.item(minutes=30).id)],
        starts_at=start,
        ends_at=start + timedelta(hours=24),
    )
    serve(order, guo, 47 * 60)
    confirm_order(by=mei, at=NOW, order_id=order.id, rating=5)
    assert account_of(guo.person_id).balance == 120  # twice twice the usual time


def test_the_daily_cap_holds_when_two_confirm_at_once(committed_db):
    guo = personas.volunteer()
    pairs = []
    for hours, name in ((1, "林一"), (7, "林二")):  # 300 minutes each, both on the same day in Datian
        elder = personas.elder(name, minutes=2000)
        proxy = personas.proxy(elder, f"女儿{name}")
        order = personas.order(proxy, elder, of=personas.item("day", minutes=300), hours=hours)
        serve(order, guo, 300)
        pairs.append((proxy, order))
    barrier = threading.Barrier(2)

    def confirm(proxy, order):
        try:
            barrier.wait(timeout=30)
            confirm_order(by=proxy, at=NOW + timedelta(hours=13), order_id=order.id, rating=5)
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert account_of(guo.person_id).balance == 480
