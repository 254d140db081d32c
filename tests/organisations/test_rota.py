"""When members can be sent, and what that does to who is named."""

from datetime import date, time, timedelta

import pytest

from accounts.organisations.actions.cancel_leave import LeaveOver, cancel_leave
from accounts.organisations.actions.describe_organisation import BadHours
from accounts.organisations.actions.enter_leave import BadLeave, LeaveStands, enter_leave
from accounts.organisations.actions.set_member_hours import set_member_hours
from accounts.organisations.queries.rotas import rotas
from accounts.people.models import Credential
from accounts.policies.queries import rulebook
from accounts.refusals import NotAllowed
from services.dispatch.asking import question_of
from services.dispatch.queries.day import board_of
from services.dispatch.ways import ways_of
from services.orders.actions.assign_member import assign_member
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.seating import NotEligible
from services.orders.matching import Reason
from tests import personas
from tests.organisations.ground import MORNINGS, team
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)  # a Thursday; NOW is ten o'clock, and the orders of the stories begin at noon


def seat_at(manager, organisation, **more):
    elder = personas.elder()
    order = personas.order(personas.proxy(elder), elder, **more)
    return claim_for_organisation(by=manager, at=NOW, order_id=order.id, organisation_id=organisation.id)


def refused(manager, seat, member):
    with pytest.raises(NotEligible) as refusal:
        assign_member(by=manager, at=NOW, assignment_id=seat.id, person_id=member.person_id)
    return refusal.value.code


def test_nobody_is_named_outside_the_hours_they_gave():
    manager, organisation, members = team("余丽钦")
    one, seat = members["余丽钦"], seat_at(manager, organisation)
    set_member_hours(by=one.person.user, at=NOW, member_id=one.id, hours=MORNINGS)
    assert refused(manager, seat, one) == Reason.OUTSIDE_HOURS
    set_member_hours(by=manager, at=NOW, member_id=one.id, hours={3: (time(8), time(13))})
    assign_member(by=manager, at=NOW, assignment_id=seat.id, person_id=one.person_id)
    with pytest.raises(BadHours):
        set_member_hours(by=manager, at=NOW, member_id=one.id, hours={3: (time(8), time(8))})
    with pytest.raises(NotAllowed):
        set_member_hours(by=personas.user("外人"), at=NOW, member_id=one.id, hours={})


def test_nobody_is_named_while_they_are_away():
    manager, organisation, members = team("余丽钦")
    one, seat = members["余丽钦"], seat_at(manager, organisation)
    away = {"by": one.person.user, "at": NOW, "member_id": one.id, "kind": "LEAVE"}
    leave = enter_leave(**away, first_on=TODAY, last_on=TODAY + timedelta(days=1))
    assert refused(manager, seat, one) == Reason.ABSENT
    with pytest.raises(LeaveStands):
        enter_leave(**away, first_on=TODAY + timedelta(days=1), last_on=TODAY + timedelta(days=3))
    for first, last in ((2, 1), (-3, -1), (0, 800)):
        with pytest.raises(BadLeave):
            enter_leave(**away, first_on=TODAY + timedelta(days=first), last_on=TODAY + timedelta(days=last))
    cancel_leave(by=manager, at=NOW, leave_id=leave.id)
    with pytest.raises(LeaveOver):
        cancel_leave(by=manager, at=NOW, leave_id=leave.id)
    assert rotas(organisation.id, [one.person_id], on=TODAY) == {}
    assign_member(by=manager, at=NOW, assignment_id=seat.id, person_id=one.person_id)


def test_hours_are_one_organisations_own():
    manager, organisation, members = team("余丽钦")
    one = members["余丽钦"]
    elsewhere = personas.user("别家")
    other = personas.organisation(elsewhere, one.person.user, name="另一家")
    set_member_hours(by=manager, at=NOW, member_id=one.id, hours={6: (time(8), time(9))})
    assert refused(manager, seat_at(manager, organisation), one) == Reason.OUTSIDE_HOURS
    seat = seat_at(elsewhere, other)
    named = assign_member(by=elsewhere, at=NOW, assignment_id=seat.id, person_id=one.person_id)
    assert named.person_id == one.person_id


def test_the_board_asks_nobody_who_is_away_and_keeps_to_their_hours():
    manager, organisation, members = team("余丽钦", "苏桂香")
    seat_at(manager, organisation)
    away, morning = members["余丽钦"], members["苏桂香"]
    enter_leave(by=manager, at=NOW, member_id=away.id, first_on=TODAY, last_on=TODAY, kind="SICK")
    set_member_hours(by=manager, at=NOW, member_id=morning.id, hours={3: (time(8), time(11))})
    board = board_of(organisation.id, TODAY, at=NOW)
    assert away.person_id in board.absent
    assert board.members == {manager.person_id, morning.person_id}
    (seat,) = board.seats.values()
    assert board.reasons(seat, away.person_id) == [Reason.ABSENT]
    assert board.reasons(seat, morning.person_id) == [Reason.OUTSIDE_HOURS]
    book = rulebook(region_code=personas.COUNTY, on=TODAY)
    question = question_of(board, ways_of(board, book), book, at=NOW)
    ends = {vehicle.key: vehicle.latest for vehicle in question.problem.vehicles}
    assert ends[str(morning.person_id)] == 12 * 3600  # an hour for the way home
    assert ends[str(manager.person_id)] == 20 * 3600


def test_an_expired_health_card_serves_no_food():
    manager, organisation, members = team("涂秀珍")
    one = members["涂秀珍"]
    meal = personas.item("meal", minutes=30, credential="HEALTH_CARD")
    seat = seat_at(manager, organisation, of=meal)
    assert refused(manager, seat, one) == Reason.CREDENTIAL_MISSING
    card = Credential.objects.create(
        person=one.person, kind="HEALTH_CARD", valid_from=date(2025, 11, 1), valid_until=TODAY - timedelta(days=1)
    )
    assert refused(manager, seat, one) == Reason.CREDENTIAL_EXPIRED
    board = board_of(organisation.id, TODAY, at=NOW)
    assert board.reasons(board.seats[seat.id], one.person_id) == [Reason.CREDENTIAL_EXPIRED]
    card.valid_until = TODAY
    card.save()
    assign_member(by=manager, at=NOW, assignment_id=seat.id, person_id=one.person_id)
