"""Papers that run out: who is told, when, and how a new one is written down."""

from datetime import date, timedelta

import pytest

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.organisations.actions.add_paper import OnlyInsurancesForOne, RunOutAlready, add_paper
from accounts.organisations.actions.keeping import NotOneOfThem
from accounts.organisations.actions.remind_member import RemindedToday, remind_member
from accounts.organisations.actions.renew_credential import renew_credential
from accounts.organisations.actions.warn_expiring import warn_expiring
from accounts.organisations.queries.finding import papers_of
from accounts.organisations.queries.workforce import workforce_of
from accounts.people.models import Credential
from accounts.people.queries import credentials
from accounts.policies.models import Policy
from accounts.refusals import NotAllowed, NotFound
from frontend.live.readers import readers
from frontend.shell.notices import SENTENCES
from tests import personas
from tests.organisations.ground import team
from tests.personas import COUNTY, NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)
DAY = timedelta(days=1)


def card(person, days):
    return Credential.objects.create(
        person=person, kind="HEALTH_CARD", valid_from=TODAY - 300 * DAY, valid_until=TODAY + days * DAY
    )


def told():
    return Event.objects.filter(name="accounts.credential.expiring")


def test_each_step_is_told_once_and_a_missed_day_is_made_up_for():
    manager, _organisation, members = team("涂秀珍")
    one = members["涂秀珍"].person
    card(one, 61)
    assert warn_expiring(at=NOW) == 0
    for day, number in ((1, 1), (1, 0), (2, 0), (32, 1), (55, 1), (61, 1), (62, 0)):
        assert warn_expiring(at=NOW + day * DAY) == number, day
    assert [event.detail["days"] for event in told().order_by("sequence")] == [60, 29, 6, 0]
    assert {user.id for user in readers(told().first())} == {one.user.id, manager.id}
    assert "accounts.credential.expiring" in SENTENCES


def test_whoever_has_a_newer_paper_is_left_alone():
    manager, _organisation, members = team("涂秀珍")
    member = members["涂秀珍"]
    card(member.person, 6)
    renew_credential(by=manager, at=NOW, member_id=member.id, kind="HEALTH_CARD", valid_until=TODAY + 400 * DAY)
    assert warn_expiring(at=NOW) == 0
    assert credentials([member.person_id], on=TODAY)[member.person_id]["HEALTH_CARD"] == TODAY + 400 * DAY


def test_the_rule_of_the_place_says_how_early():
    _manager, _organisation, members = team("涂秀珍")
    card(members["涂秀珍"].person, 45)
    Policy.objects.create(
        code="paper.warning", region_id=COUNTY, valid=(date(2026, 1, 1), None), value=[3, 20], citation="测试"
    )
    assert warn_expiring(at=NOW) == 0
    assert warn_expiring(at=NOW + 25 * DAY) == 1


def test_a_new_paper_takes_the_place_of_the_old_one():
    manager, organisation, members = team("涂秀珍")
    paper = {"by": manager, "at": NOW, "organisation_id": organisation.id}
    add_paper(**paper, kind="INSURANCE", number="A1", valid_until=TODAY + 7 * DAY)
    assert warn_expiring(at=NOW) == 1
    add_paper(**paper, kind="INSURANCE", number="A2", valid_until=TODAY + 370 * DAY)
    assert warn_expiring(at=NOW) == 0
    add_paper(**paper, kind="INSURANCE", number="B1", person_id=members["涂秀珍"].person_id)
    assert [one.number for one in papers_of(organisation.id)] == ["A2", "B1"]
    with pytest.raises(RunOutAlready):
        add_paper(**paper, kind="FIRE", valid_until=TODAY - DAY)
    with pytest.raises(OnlyInsurancesForOne):
        add_paper(**paper, kind="FIRE", person_id=manager.person_id)
    with pytest.raises(NotOneOfThem):
        add_paper(**paper, kind="INSURANCE", person_id=personas.person("外人").id)
    with pytest.raises(NotAllowed):
        add_paper(**{**paper, "by": members["涂秀珍"].person.user}, kind="FIRE")


def test_a_manager_reminds_once_a_day():
    manager, _organisation, members = team("涂秀珍")
    member = members["涂秀珍"]
    with pytest.raises(NotFound):
        remind_member(by=manager, at=NOW, member_id=member.id, kind="HEALTH_CARD")
    card(member.person, -3)
    remind_member(by=manager, at=NOW, member_id=member.id, kind="HEALTH_CARD")
    event = Event.objects.get(name="accounts.organisation.member_reminded")
    assert [user.id for user in readers(event)] == [member.person.user.id]
    with pytest.raises(RemindedToday):
        remind_member(by=manager, at=NOW, member_id=member.id, kind="HEALTH_CARD")
    remind_member(by=manager, at=NOW + DAY, member_id=member.id, kind="HEALTH_CARD")
    with pytest.raises(NotAllowed):
        remind_member(by=member.person.user, at=NOW, member_id=member.id, kind="HEALTH_CARD")


def test_the_county_counts_its_people_by_township():
    _manager, _organisation, members = team("涂秀珍")
    card(members["涂秀珍"].person, 10)
    card(members["涂秀珍"].person, 20)  # two of a kind are one
    personas.user("助老员", Role.VILLAGE_ASSISTANT, region=personas.VILLAGE)
    lines = {line.name: line for line in workforce_of([COUNTY], roles=["VILLAGE_ASSISTANT"], on=TODAY)}
    junxi = lines["均溪镇"]
    assert (junxi.members, junxi.credentials["HEALTH_CARD"], junxi.roles["VILLAGE_ASSISTANT"]) == (2, 1, 1)
    assert lines["石牌镇"].members == 0
