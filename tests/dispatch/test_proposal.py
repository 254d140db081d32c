"""What the computer proposes: what a person decided stays, familiar faces first, and every gap has its reason."""

from importlib import import_module
from itertools import pairwise

import pytest

from accounts.elders.actions.name_visit_contact import name_visit_contact
from accounts.elders.enums import VisitorKind
from accounts.people.enums import CredentialKind
from accounts.people.models import Kinship
from accounts.refusals import NotAllowed, NotFound
from services.dispatch.actions.pin_placement import pin_placement
from services.dispatch.actions.place_seat import place_seat
from services.dispatch.actions.propose_plan import propose_plan
from services.dispatch.actions.undo_change import undo_change
from services.dispatch.actions.work_out_proposal import work_out_proposal
from services.dispatch.enums import ProposalState
from services.dispatch.models import Proposal
from services.dispatch.routing.problem import Why
from services.orders.actions.assign_member import assign_member
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.models import Assignment
from tests import personas
from tests.dispatch.day import board, drafted, ground, seat

NOW = personas.NOW
proposing = import_module("services.dispatch.actions.propose_plan")
working = import_module("services.dispatch.actions.work_out_proposal")
pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return ground(NOW)


def propose(here, **how):
    return propose_plan(by=here.lian, at=NOW, organisation_id=here.house.id, day=here.day, **how)


def sent(here, one):
    return board(here).seats[one.id].person_id


def test_everything_finds_somebody_and_one_step_takes_it_back(here):
    seats = [seat(here, hours) for hours in (0, 0, 0.5, 3, 6)]
    proposal = propose(here)
    assert (proposal.state, proposal.placed, proposal.left, proposal.percent) == ("DONE", 5, {}, 100)
    found = board(here)
    assert all(found.seats[one.id].person_id for one in seats)
    assert all(found.seats[one.id].idea for one in seats)
    for person in found.people:
        spans = [one.span for one in found.of(person)]
        assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert not Assignment.objects.filter(id__in=[one.id for one in seats]).exclude(person=None).exists()
    undo_change(by=here.lian, at=NOW, organisation_id=here.house.id, day=here.day)
    assert drafted(here) == {}


def test_nobody_who_may_not_is_proposed(here):
    elder = personas.elder()
    for who in (here.yu, here.su):
        Kinship.objects.create(person=elder.person, relative=who.person, relation="CHILD")
    one = seat(here, elder=elder)
    meal = seat(here, 3, of=personas.item("meal", credential=CredentialKind.HEALTH_CARD))
    late = seat(here, 12)
    three = [seat(here, 5) for _ in range(4)]
    proposal = propose(here)
    assert sent(here, one) == here.lian.person_id
    left = proposal.left
    assert (left[str(meal.id)], left[str(late.id)]) == (Why.NOBODY_MAY, Why.NOT_IN_HOURS)
    assert [left[str(each.id)] for each in three if str(each.id) in left] == [Why.NO_TIME_LEFT]


def test_a_lasting_pair_comes_before_a_known_face_and_that_before_a_stranger(here):
    elder, other = personas.elder("池金土"), personas.elder("范细妹")
    for each in (elder, other):
        before = seat(here, -3 if each is elder else -2, elder=each)
        assign_member(by=here.lian, at=NOW, assignment_id=before.id, person_id=here.su.person_id)
        start = before.order.starts_at
        check_in(by=here.su, at=start, assignment_id=before.id, method="code", code=each.spoken_code)
        check_out(by=here.su, at=before.order.ends_at, assignment_id=before.id)
    name_visit_contact(
        by=None,
        at=NOW,
        elder=elder,
        name="余丽钦",
        kind=VisitorKind.NEIGHBOUR,
        since=NOW.date(),
        person=here.yu.person,
    )
    paired, known = seat(here, 1, elder=elder), seat(here, 4, elder=other)
    propose(here)
    assert sent(here, paired) == here.yu.person_id
    assert sent(here, known) == here.su.person_id


def test_what_a_person_decided_stays(here):
    named, placed, pinned = seat(here), seat(here, 2), seat(here, 4)
    assign_member(by=here.lian, at=NOW, assignment_id=named.id, person_id=here.yu.person_id)
    for one in (placed, pinned):
        place_seat(by=here.lian, at=NOW, seat_id=one.id, person_id=here.yu.person_id, was=None)
    pin_placement(by=here.lian, at=NOW, seat_id=pinned.id, pinned=True)
    before = drafted(here)
    propose(here)
    assert drafted(here) == before
    others = [seat(here, 0) for _ in range(2)]
    propose(here)
    assert {sent(here, one) for one in others} == {here.su.person_id, here.lian.person_id}
    propose(here, keep=False)
    assert sent(here, pinned) == here.yu.person_id


def test_asked_to_begin_anew_it_moves_what_is_named_but_not_what_is_pinned(here):
    """Yu was named for an hour at which a pair of hers waits: asked anew, somebody else goes to the first."""
    elder = personas.elder("池金土")
    name_visit_contact(
        by=None, at=NOW, elder=elder, name="余丽钦", kind=VisitorKind.NEIGHBOUR, since=NOW.date(), person=here.yu.person
    )
    named, paired = seat(here), seat(here, 0, elder=elder)
    assign_member(by=here.lian, at=NOW, assignment_id=named.id, person_id=here.yu.person_id)
    propose(here)
    assert sent(here, named) == here.yu.person_id
    propose(here, keep=False)
    assert sent(here, paired) == here.yu.person_id
    assert sent(here, named) not in (None, here.yu.person_id)


def test_two_in_a_row_leave_time_for_the_way(here, settings):
    """Fifteen kilometres of straight line lie between the two: whoever is here at ten is not there at ten."""
    personas.Region.objects.filter(code=personas.VILLAGE).update(latitude=25.70, longitude=117.85)
    personas.Region.objects.filter(code=personas.OTHER_VILLAGE).update(latitude=25.83, longitude=117.85)
    here.house.members.exclude(person=here.yu.person).update(until_on=NOW.date())
    near, far = seat(here), seat(here, 1, village=personas.OTHER_VILLAGE)
    left = propose(here).left
    assert len(left) == 1
    assert {sent(here, near), sent(here, far)} == {None, here.yu.person_id}


def test_a_large_day_waits_its_turn_and_is_worked_out_once(here, monkeypatch):
    monkeypatch.setattr(proposing, "AT_ONCE", 1)
    for hours in (0, 2):
        seat(here, hours)
    proposal = propose(here)
    assert proposal.state == ProposalState.QUEUED
    assert propose(here) == proposal
    assert drafted(here) == {}
    done = work_out_proposal(at=NOW, proposal_id=proposal.id)
    assert (done.state, len(drafted(here))) == (ProposalState.DONE, 2)
    assert work_out_proposal(at=NOW, proposal_id=proposal.id).state == ProposalState.DONE
    with pytest.raises(NotFound):
        work_out_proposal(at=NOW, proposal_id=here.house.id)


def test_whoever_went_on_planning_meanwhile_wins(here, monkeypatch):
    monkeypatch.setattr(proposing, "AT_ONCE", 0)
    one, other = seat(here), seat(here, 0)
    proposal = propose(here)
    solve = working.solve

    def slow(*args, **kwargs):
        found = solve(*args, **kwargs)
        place_seat(by=here.lian, at=NOW, seat_id=one.id, person_id=here.lian.person_id, was=None)
        return found

    monkeypatch.setattr(working, "solve", slow)
    work_out_proposal(at=NOW, proposal_id=proposal.id)
    assert sent(here, one) == here.lian.person_id
    assert sent(here, other) != here.lian.person_id
    assert drafted(here)[one.id]["by_hand"] is not False


def test_a_fault_ends_it_and_one_may_ask_again(here, monkeypatch):
    monkeypatch.setattr(proposing, "AT_ONCE", 0)
    seat(here)
    proposal = propose(here)

    def broken(*args, **kwargs):
        raise RuntimeError("no solver")

    with monkeypatch.context() as patch:
        patch.setattr(working, "solve", broken)
        with pytest.raises(RuntimeError):
            work_out_proposal(at=NOW, proposal_id=proposal.id)
    assert Proposal.objects.get().state == ProposalState.FAILED
    assert propose(here) != proposal


def test_others_may_not_ask(here):
    for by in (here.yu, personas.volunteer()):
        with pytest.raises(NotAllowed):
            propose_plan(by=by, at=NOW, organisation_id=here.house.id, day=here.day)


def test_an_empty_day(here):
    proposal = propose(here)
    assert (proposal.state, proposal.placed) == (ProposalState.DONE, 0)
