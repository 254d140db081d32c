"""The draft of a day: who may, who may not and why, back again exactly, and told only what was meant to be told."""

from datetime import timedelta

import pytest

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.people.enums import CredentialKind
from accounts.people.models import Kinship
from accounts.refusals import NotAllowed, NotFound, Refusal
from services.dispatch.actions.discard_plan import discard_plan
from services.dispatch.actions.drafting import PlacedMeanwhile
from services.dispatch.actions.pin_placement import NobodyToPin, pin_placement
from services.dispatch.actions.place_seat import place_seat
from services.dispatch.actions.publish_plan import publish_plan
from services.dispatch.actions.undo_change import NothingToUndo, undo_change
from services.dispatch.enums import Since
from services.dispatch.models import Change, DayPlan
from services.dispatch.queries.day import since_published
from services.orders.actions.assign_member import NotAMember, assign_member
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.claim_order import claim_order
from services.orders.actions.seating import NotEligible
from services.orders.actions.withdraw_claim import withdraw_claim
from services.orders.lifecycle import StateChanged
from services.orders.matching import Reason
from services.orders.models import Assignment
from tests import personas
from tests.dispatch.day import board, drafted, ground, nine, seat

NOW = personas.NOW
pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return ground(NOW)


def place(here, one, who, was=None, by=None):
    person = who.person_id if who else None
    before = was.person_id if was else None
    return place_seat(by=by or here.lian, at=NOW, seat_id=one.id, person_id=person, was=before)


def publish(here):
    return publish_plan(by=here.lian, at=NOW, organisation_id=here.house.id, day=here.day)


def named(one):
    return Assignment.objects.get(id=one.id).person_id


def test_a_draft_changes_no_seat_and_tells_nobody(here):
    one = seat(here)
    events = Event.objects.count()
    assert place(here, one, here.yu)
    assert named(one) is None
    assert Event.objects.count() == events
    assert board(here).seats[one.id].person_id == here.yu.person_id
    assert place(here, one, here.yu, was=here.yu) is None  # a double click
    assert place(here, one, None, was=here.yu)
    assert drafted(here) == {}


def test_who_may_not_is_refused_with_the_reason(here):
    elder = personas.elder()
    Kinship.objects.create(person=elder.person, relative=here.yu.person, relation="CHILD")
    one = seat(here, elder=elder)
    with pytest.raises(NotEligible) as refusal:
        place(here, one, here.yu)
    assert refusal.value.reason == Reason.DIRECT_KIN
    meal = seat(here, 3, of=personas.item("meal", credential=CredentialKind.HEALTH_CARD))
    with pytest.raises(NotEligible) as refusal:
        place(here, meal, here.su)
    assert refusal.value.reason == Reason.CREDENTIAL_MISSING
    with pytest.raises(NotAMember):
        place(here, one, personas.user("外人"))


def test_nobody_is_in_two_places_within_the_draft(here):
    one, other = seat(here), seat(here, 0.5)
    place(here, one, here.yu)
    with pytest.raises(NotEligible) as refusal:
        place(here, other, here.yu)
    assert refusal.value.reason == Reason.OVERLAP
    place(here, one, here.su, was=here.yu)
    assert place(here, other, here.yu)


def test_what_the_draft_frees_is_free(here):
    """Named on one seat, moved off it in the draft: another at the same hour may be theirs."""
    one, other = seat(here), seat(here, 0.5)
    assign_member(by=here.lian, at=NOW, assignment_id=one.id, person_id=here.yu.person_id)
    with pytest.raises(NotEligible):
        place(here, other, here.yu)
    place(here, one, here.su, was=here.yu)
    assert place(here, other, here.yu)


def test_a_service_elsewhere_counts(here):
    """Yu serves privately at that hour: no draft of the house says otherwise."""
    one, elder = seat(here), personas.elder("池金土")
    order = personas.order(personas.proxy(elder), elder, at=NOW, hours=(nine(NOW) - NOW).total_seconds() / 3600)
    personas.organisation(here.yu, name="别家")
    theirs = claim_for_organisation(
        by=here.yu, at=NOW, order_id=order.id, organisation_id=here.yu.person.memberships.last().organisation_id
    )
    assign_member(by=here.yu, at=NOW, assignment_id=theirs.id, person_id=here.yu.person_id)
    with pytest.raises(NotEligible) as refusal:
        place(here, one, here.yu)
    assert refusal.value.reason == Reason.OVERLAP


def test_others_may_not(here):
    one = seat(here)
    stranger = personas.user("陈别家")
    personas.organisation(stranger, name="别家")
    for by in (stranger, here.yu, personas.user("县里", Role.COUNTY_OFFICIAL, region=personas.COUNTY)):
        with pytest.raises((NotAllowed, NotFound)):
            place(here, one, here.yu, by=by)
        for action in (undo_change, discard_plan, publish_plan):
            with pytest.raises((NotAllowed, NotFound)):
                action(by=by, at=NOW, organisation_id=here.house.id, day=here.day)
        with pytest.raises((NotAllowed, NotFound)):
            pin_placement(by=by, at=NOW, seat_id=one.id, pinned=True)
    assert not DayPlan.objects.exists()


def test_a_private_seat_is_no_seat_of_a_house(here):
    guo, elder = personas.volunteer(), personas.elder()
    order = personas.order(personas.proxy(elder), elder, at=NOW)
    own = claim_order(by=guo, at=NOW, order_id=order.id)
    with pytest.raises(NotFound):
        place(here, own, here.yu)


def test_what_has_begun_stays(here):
    one = seat(here)
    Assignment.objects.filter(id=one.id).update(status="CHECKED_IN", person=here.yu.person, checked_in_at=NOW)
    with pytest.raises(StateChanged):
        place(here, one, here.su, was=here.yu)
    with pytest.raises(StateChanged):
        pin_placement(by=here.lian, at=NOW, seat_id=one.id, pinned=True)


def test_the_page_was_old(here):
    one = seat(here)
    place(here, one, here.yu)
    with pytest.raises(PlacedMeanwhile):
        place(here, one, here.su)
    assert board(here).seats[one.id].person_id == here.yu.person_id


def test_undo_is_exact_step_by_step(here):
    one, other = seat(here), seat(here, 2)
    assign_member(by=here.lian, at=NOW, assignment_id=other.id, person_id=here.su.person_id)
    states = [{}]
    steps = [
        lambda: place(here, one, here.yu),
        lambda: pin_placement(by=here.lian, at=NOW + timedelta(minutes=1), seat_id=one.id, pinned=True),
        lambda: place(here, other, here.yu, was=here.su),
        lambda: place(here, one, here.su, was=here.yu),
        lambda: place(here, other, None, was=here.yu),
        lambda: discard_plan(by=here.lian, at=NOW, organisation_id=here.house.id, day=here.day),
    ]
    for step in steps:
        assert step()
        states.append(drafted(here))
    assert states[-1] == {}
    for state in reversed(states[:-1]):
        undo_change(by=here.lian, at=NOW, organisation_id=here.house.id, day=here.day)
        assert drafted(here) == state
    with pytest.raises(NothingToUndo):
        undo_change(by=here.lian, at=NOW, organisation_id=here.house.id, day=here.day)


def test_after_an_undo_one_goes_on_from_there(here):
    one = seat(here)
    place(here, one, here.yu)
    undo_change(by=here.lian, at=NOW, organisation_id=here.house.id, day=here.day)
    place(here, one, here.su)
    undo_change(by=here.lian, at=NOW, organisation_id=here.house.id, day=here.day)
    assert drafted(here) == {}
    assert Change.objects.filter(undone_at=None).count() == 0


def test_pins(here):
    one = seat(here)
    with pytest.raises(NobodyToPin):
        pin_placement(by=here.lian, at=NOW, seat_id=one.id, pinned=True)
    assign_member(by=here.lian, at=NOW, assignment_id=one.id, person_id=here.yu.person_id)
    assert pin_placement(by=here.lian, at=NOW, seat_id=one.id, pinned=True)
    assert not board(here).changed()
    assert pin_placement(by=here.lian, at=NOW, seat_id=one.id, pinned=True) is None
    assert discard_plan(by=here.lian, at=NOW, organisation_id=here.house.id, day=here.day) is None
    assert pin_placement(by=here.lian, at=NOW, seat_id=one.id, pinned=False)
    assert drafted(here) == {}


def test_publishing_names_tells_and_closes_the_book(here):
    one, other = seat(here), seat(here, 2)
    place(here, one, here.yu)
    place(here, other, here.su)
    made = publish(here)
    assert (named(one), named(other)) == (here.yu.person_id, here.su.person_id)
    assert made.told == {here.yu.person_id, here.su.person_id}
    assert not made.refused
    assert Event.objects.filter(name="services.order.assigned").count() == 2
    assert Event.objects.get(name="services.dispatch.published").detail["seats"] == 2
    assert drafted(here) == {}
    with pytest.raises(NothingToUndo):
        undo_change(by=here.lian, at=NOW, organisation_id=here.house.id, day=here.day)
    again = publish(here)
    assert (again.done, again.told) == ([], set())


def test_one_that_cannot_stays_in_the_draft_and_the_rest_goes_through(here):
    one, other, third = seat(here), seat(here, 2), seat(here, 4)
    for each, who in ((one, here.yu), (other, here.su), (third, here.yu)):
        place(here, each, who)
    assign_member(by=here.lian, at=NOW, assignment_id=third.id, person_id=here.su.person_id)  # on the order's page
    here.house.members.filter(person=here.su.person).update(until_on=NOW.date())
    made = publish(here)
    assert made.done == [one.id]
    assert {key: refusal.code for key, refusal in made.refused.items()} == {
        other.id: "not_a_member",
        third.id: "named_meanwhile",
    }
    assert (named(one), named(other), named(third)) == (here.yu.person_id, None, here.su.person_id)
    assert set(drafted(here)) == {other.id, third.id}
    assert board(here).seats[third.id].overtaken
    assert place(here, third, here.yu, was=here.yu)  # decided once more
    assert publish(here).done == [third.id]
    assert named(third) == here.yu.person_id


def test_two_who_swap_and_one_behind_another(here):
    nine_, also = seat(here), seat(here, 0.5)
    for each, who in ((nine_, here.yu), (also, here.su)):
        assign_member(by=here.lian, at=NOW, assignment_id=each.id, person_id=who.person_id)
    place(here, nine_, None, was=here.yu)
    place(here, also, here.yu, was=here.su)
    place(here, nine_, here.su)
    made = publish(here)
    assert not made.refused
    assert (named(nine_), named(also)) == (here.su.person_id, here.yu.person_id)
    place(here, also, here.lian, was=here.yu)
    place(here, nine_, here.yu, was=here.su)  # free only once the other has gone through
    assert not publish(here).refused
    assert (named(nine_), named(also)) == (here.yu.person_id, here.lian.person_id)


def test_taking_a_name_off(here):
    one = seat(here)
    assign_member(by=here.lian, at=NOW, assignment_id=one.id, person_id=here.yu.person_id)
    place(here, one, None, was=here.yu)
    made = publish(here)
    assert named(one) is None
    assert made.told == {here.yu.person_id}
    assert Event.objects.get(name="services.order.relieved").detail["before"] == str(here.yu.person_id)


def test_what_is_otherwise_since_publishing_is_flagged(here):
    one, other, third = seat(here), seat(here, 2), seat(here, 4)
    for each in (one, other, third):
        place(here, each, here.yu)
    assert since_published(board(here)) == {}
    publish(here)
    assert since_published(board(here)) == {}
    fourth = seat(here, 6)
    withdraw_claim(by=here.lian, at=NOW, assignment_id=other.id, reason="")
    assign_member(by=here.lian, at=NOW, assignment_id=third.id, person_id=here.su.person_id)
    by = personas.proxy(one.order.elder)
    cancel_order(by=by, at=NOW, order_id=one.order_id)
    assert since_published(board(here)) == {
        one.id: Since.GONE,
        other.id: Since.GONE,
        third.id: Since.OTHER,
        fourth.id: Since.NEW,
    }
    publish(here)
    assert since_published(board(here)) == {}


def test_a_seat_that_went_is_not_in_the_way(here):
    one = seat(here)
    place(here, one, here.yu)
    withdraw_claim(by=here.lian, at=NOW, assignment_id=one.id, reason="")
    assert not board(here).changed()
    assert publish(here).done == []
    with pytest.raises(Refusal):
        place(here, one, here.su, was=here.yu)
