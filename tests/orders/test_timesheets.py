"""A timesheet on paper comes back later than a phone, is typed in once, and is marked as paper."""

from datetime import timedelta

import pytest

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import DOOR_CARD, Role
from accounts.policies.occurred import Occurred
from accounts.refusals import NotAllowed, NotFound
from services.orders.actions.check_in import WrongCode, check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.enter_timesheet import BadSheetTimes, TimeAlreadyThere, enter_timesheet
from services.orders.actions.expire_orders import expire_orders
from services.orders.actions.print_timesheet import print_timesheet
from services.orders.models import Assignment, Evidence
from services.orders.queries.timesheets import timesheet_for
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def guo():
    return personas.volunteer()


@pytest.fixture
def order():
    lin = personas.elder(minutes=600)
    return personas.order(personas.proxy(lin), lin)


@pytest.fixture
def seat(order, guo):
    return claim_order(by=guo, at=NOW, order_id=order.id)


def clerk(village=VILLAGE):
    return personas.user("文书", Role.VILLAGE_WORKER, region=village)


def enter(by, sheet, seat, *, late=DAY, minutes=40, code="", **times):
    began = seat.order.starts_at
    said = {"came_at": began, "left_at": began + minutes * MINUTE} | times
    at = began + late
    return enter_timesheet(by=by, at=at, sheet_id=sheet.id, assignment_id=seat.id, code=code, **said)


def test_times_and_digits_from_the_sheet_count_as_on_a_phone(guo, seat):
    sheet, seats = print_timesheet(by=guo, at=NOW)
    assert [one.id for one in seats] == [seat.id]
    typist = clerk()
    done = enter(typist, sheet, seat, code=seat.order.elder.spoken_code)
    evidence = Evidence.objects.get(assignment=seat)
    assert (done.minutes_worked, done.confidence, done.doubtful) == (40, 60, False)
    assert (evidence.on_paper, evidence.occurred_at) == (True, seat.order.starts_at)
    assert done.person_id == guo.person_id
    with pytest.raises(TimeAlreadyThere):
        enter(typist, sheet, seat)


def test_without_the_digits_somebody_rings_and_wrong_ones_are_counted(guo, seat):
    sheet, _seats = print_timesheet(by=guo, at=NOW)
    with pytest.raises(WrongCode):
        enter(guo, sheet, seat, code="0000")
    seat.refresh_from_db()
    assert (seat.wrong_codes, seat.status) == (1, "CLAIMED")
    assert enter(guo, sheet, seat).confidence == 0


def test_what_the_phone_told_is_not_asked_again(guo, seat):
    sheet, _seats = print_timesheet(by=guo, at=NOW)
    began = seat.order.starts_at
    check_in(by=guo, at=began, assignment_id=seat.id, method="code", code=seat.order.elder.spoken_code)
    done = enter(guo, sheet, seat, came_at=began - 5 * HOUR, left_at=began + 30 * MINUTE)
    assert (done.checked_in_at, done.minutes_worked) == (began, 30)
    check = Evidence.objects.get(assignment=seat)
    assert not check.on_paper


@pytest.mark.parametrize(
    ("came", "left"),
    [(0, 0), (30, 20), (0, 25 * 60), (3 * 24 * 60, 3 * 24 * 60 + 30)],
    ids=["no time at all", "left before they came", "longer than a day", "not yet"],
)
def test_times_that_cannot_be_are_refused_and_nothing_is_written(guo, seat, came, left):
    sheet, _seats = print_timesheet(by=guo, at=NOW)
    began = seat.order.starts_at
    with pytest.raises(BadSheetTimes):
        enter(guo, sheet, seat, late=2 * DAY, came_at=began + came * MINUTE, left_at=began + left * MINUTE)
    seat.refresh_from_db()
    assert seat.status == "CLAIMED"


def test_a_sheet_that_comes_back_too_late_is_taken_but_doubted(guo, seat):
    sheet, _seats = print_timesheet(by=guo, at=NOW)
    assert enter(guo, sheet, seat, late=8 * DAY, code=seat.order.elder.spoken_code).doubtful


def test_only_those_it_concerns_type_it_in(guo, seat):
    sheet, _seats = print_timesheet(by=guo, at=NOW)
    other = personas.volunteer("路人")
    for stranger in (clerk(OTHER_VILLAGE), other, seat.order.placed_by):
        with pytest.raises(NotFound):
            timesheet_for(stranger, sheet.id)
        with pytest.raises(NotFound):
            enter(stranger, sheet, seat)
    typed_elsewhere = {"by": clerk(), "at": seat.order.starts_at, "assignment_id": seat.id}
    with pytest.raises(NotFound):  # the clerk may type in paper, but not check somebody in
        check_in(**typed_elsewhere, method="none", occurred=Occurred(seat.order.starts_at))
    with pytest.raises(NotFound):
        check_out(**typed_elsewhere)


def test_a_login_without_a_person_has_no_timesheet():
    nobody = clerk()
    nobody.person = None
    with pytest.raises(NotAllowed):
        print_timesheet(by=nobody, at=NOW)


@pytest.mark.parametrize(("on_paper", "days"), [(False, 1), (True, 7)], ids=["phone", "paper"])
def test_a_promise_on_paper_waits_longer(guo, seat, on_paper, days):
    if on_paper:
        print_timesheet(by=guo, at=NOW)
    ends = seat.order.ends_at
    assert expire_orders(at=ends + days * DAY - MINUTE) == 0
    assert expire_orders(at=ends + days * DAY + MINUTE) == 1


@pytest.mark.parametrize("printer", ["the volunteer", "the typist"])
def test_who_printed_the_card_for_the_door_proves_nothing_with_it(guo, seat, printer):
    typist = clerk()
    sheet, _seats = print_timesheet(by=guo, at=NOW)
    elder = seat.order.elder
    printed_by = guo if printer == "the volunteer" else typist
    reveal_person(by=printed_by, at=NOW, person=elder.person, purpose=DOOR_CARD, reference=f"elder:{elder.id}")
    enter(typist, sheet, seat, code=elder.spoken_code)
    assert Assignment.objects.get(id=seat.id).confidence == 0
