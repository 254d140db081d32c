"""Who belongs to an organisation, and what they may do there."""

from datetime import timedelta

import pytest

from accounts.access.queries import dispatchers_of, managed_organisations
from accounts.organisations.actions.answer_join_request import JoiningAnswered, NotTheirOwn, answer_join_request
from accounts.organisations.actions.ask_to_join import AlreadyAsked, AlreadyOneOfThem, ask_to_join
from accounts.organisations.actions.change_member import LastManager, NoLogin, change_member
from accounts.organisations.actions.dissolve_team import dissolve_team
from accounts.organisations.actions.end_membership import end_membership
from accounts.organisations.actions.keeping import NotOneOfThem, ReasonMissing
from accounts.organisations.actions.name_team import TeamNamed, name_team
from accounts.organisations.actions.withdraw_join_request import withdraw_join_request
from accounts.organisations.models import Member
from accounts.organisations.queries import current_members, is_member
from accounts.refusals import NotAllowed, NotFound
from services.orders.actions.assign_member import assign_member
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.queries.organisation_side import StillExpected
from tests import personas
from tests.organisations.ground import team
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_a_volunteer_asks_and_is_taken_in():
    manager, organisation, _members = team()
    asker = personas.volunteer("池小梅")
    asked = ask_to_join(by=asker, at=NOW, organisation_id=organisation.id, words="会做饭")
    with pytest.raises(AlreadyAsked):
        ask_to_join(by=asker, at=NOW, organisation_id=organisation.id)
    with pytest.raises(NotAllowed):
        answer_join_request(by=asker, at=NOW, request_id=asked.id, accept=True)
    other, *_rest = team()
    with pytest.raises(NotFound):
        answer_join_request(by=other, at=NOW, request_id=asked.id, accept=True)
    answer_join_request(by=manager, at=NOW, request_id=asked.id, accept=True)
    assert is_member(organisation.id, asker.person_id, on=TODAY)
    with pytest.raises(JoiningAnswered):
        answer_join_request(by=manager, at=NOW, request_id=asked.id, accept=False, reason="晚了")
    with pytest.raises(AlreadyOneOfThem):
        ask_to_join(by=asker, at=NOW, organisation_id=organisation.id)


def test_declining_says_why_and_one_may_ask_again():
    manager, organisation, _members = team()
    asker = personas.volunteer("苏文彬")
    asked = ask_to_join(by=asker, at=NOW, organisation_id=organisation.id)
    with pytest.raises(ReasonMissing):
        answer_join_request(by=manager, at=NOW, request_id=asked.id, accept=False)
    answer_join_request(by=manager, at=NOW, request_id=asked.id, accept=False, reason="等家长点头")
    again = ask_to_join(by=asker, at=NOW, organisation_id=organisation.id)
    with pytest.raises(NotFound):
        withdraw_join_request(by=manager, at=NOW, request_id=again.id)
    withdraw_join_request(by=asker, at=NOW, request_id=again.id)
    assert not is_member(organisation.id, asker.person_id, on=TODAY)


def test_nobody_takes_themselves_in():
    manager, organisation, _members = team()
    elsewhere = personas.user("外来经理")
    personas.organisation(elsewhere, name="另一家")
    asked = ask_to_join(by=elsewhere, at=NOW, organisation_id=organisation.id)
    with pytest.raises(NotFound):
        answer_join_request(by=elsewhere, at=NOW, request_id=asked.id, accept=True)
    change_member(by=manager, at=NOW, member_id=_members["连晓雯"].id, role="MANAGER")
    Member.objects.filter(organisation=organisation, person=manager.person).delete()
    own = ask_to_join(by=manager, at=NOW, organisation_id=organisation.id)
    with pytest.raises(NotTheirOwn):
        answer_join_request(by=manager, at=NOW, request_id=own.id, accept=True)


def test_a_dispatcher_sends_and_runs_nothing():
    manager, organisation, members = team("余丽钦", "苏桂香")
    one = members["余丽钦"]
    change_member(by=manager, at=NOW, member_id=one.id, role="DISPATCHER")
    user = one.person.user
    assert managed_organisations(user) == [organisation.id]
    assert one.person_id in dispatchers_of([organisation.id])
    with pytest.raises(NotAllowed):
        change_member(by=user, at=NOW, member_id=members["苏桂香"].id, role="MANAGER")
    later = NOW + timedelta(minutes=1)
    change_member(by=manager, at=later, member_id=one.id, role="MEMBER")
    assert one.person_id not in dispatchers_of([organisation.id])
    bare = personas.person("没有账号")
    silent = Member.objects.create(organisation=organisation, person=bare, since_on=TODAY)
    with pytest.raises(NoLogin):
        change_member(by=manager, at=NOW, member_id=silent.id, role="DISPATCHER")
    roles = [member.role for member in current_members(organisation.id, on=TODAY)]
    assert roles == ["MANAGER", "MEMBER", "MEMBER", "MEMBER"]


def test_teams_come_and_go():
    manager, organisation, members = team("余丽钦")
    made = name_team(by=manager, at=NOW, organisation_id=organisation.id, name="理发队")
    with pytest.raises(TeamNamed):
        name_team(by=manager, at=NOW, organisation_id=organisation.id, name=" 理发队 ")
    change_member(by=manager, at=NOW, member_id=members["余丽钦"].id, role="MEMBER", team_id=made.id)
    stranger, other, _none = team()
    foreign = name_team(by=stranger, at=NOW, organisation_id=other.id, name="别家的")
    with pytest.raises(NotFound):
        change_member(by=manager, at=NOW, member_id=members["余丽钦"].id, role="MEMBER", team_id=foreign.id)
    with pytest.raises(NotFound):
        dissolve_team(by=manager, at=NOW, team_id=foreign.id)
    dissolve_team(by=manager, at=NOW, team_id=made.id)
    assert Member.objects.get(id=members["余丽钦"].id).team_id is None


def test_nobody_leaves_while_an_elder_expects_them():
    manager, organisation, members = team("余丽钦")
    one = members["余丽钦"]
    elder = personas.elder()
    order = personas.order(personas.proxy(elder), elder)
    seat = claim_for_organisation(by=manager, at=NOW, order_id=order.id, organisation_id=organisation.id)
    assign_member(by=manager, at=NOW, assignment_id=seat.id, person_id=one.person_id)
    with pytest.raises(StillExpected):
        end_membership(by=one.person.user, at=NOW, member_id=one.id)
    assign_member(by=manager, at=NOW, assignment_id=seat.id, person_id=manager.person_id)
    end_membership(by=one.person.user, at=NOW, member_id=one.id)
    assert not is_member(organisation.id, one.person_id, on=TODAY)
    with pytest.raises(NotOneOfThem):
        end_membership(by=manager, at=NOW, member_id=one.id)


def test_somebody_must_run_it():
    manager, _organisation, members = team("余丽钦")
    own = members["连晓雯"]
    with pytest.raises(LastManager):
        end_membership(by=manager, at=NOW, member_id=own.id)
    with pytest.raises(LastManager):
        change_member(by=manager, at=NOW, member_id=own.id, role="MEMBER")
    change_member(by=manager, at=NOW, member_id=members["余丽钦"].id, role="MANAGER")
    end_membership(by=manager, at=NOW, member_id=own.id)
    assert managed_organisations(manager) == []
