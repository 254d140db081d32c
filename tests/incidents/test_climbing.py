"""The clock: village, township, county, and who stops it."""

from datetime import timedelta

import pytest

from accounts.access.enums import Role
from accounts.journal.models import Event
from services.incidents.actions.acknowledge_incident import acknowledge_incident
from services.incidents.actions.escalate_incident import escalate_incident
from services.incidents.actions.escalate_overdue import escalate_overdue
from services.incidents.actions.pause_clock import NotPaused, PausedEnough, pause_clock
from services.incidents.actions.return_ownerless import return_ownerless
from services.incidents.actions.set_absence import CannotStandIn, set_absence
from services.incidents.actions.take_over_incident import take_over_incident
from services.incidents.enums import Kind, Level, Severity, State
from services.incidents.models import Incident
from services.incidents.queries.audience import incident_audience
from services.orders.lifecycle import StateChanged
from tests import personas
from tests.incidents.ground import duty, events, minutes, report, steps, told
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db


def test_left_alone_it_climbs_to_the_county_and_alarms_it_again() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    assert (incident.level, incident.due_at, told(incident)) == (Level.VILLAGE, minutes(10), {here.tu.id})
    assert escalate_overdue(at=minutes(9.9)) == 0
    assert escalate_overdue(at=minutes(10.2)) == 1
    incident.refresh_from_db()
    assert (incident.level, incident.due_at) == (Level.TOWNSHIP, minutes(30))  # from 10, not from 10.2
    assert told(incident, Level.TOWNSHIP) == {here.su.id, here.lian.id}
    assert escalate_overdue(at=minutes(30)) == 1
    incident.refresh_from_db()
    assert (incident.level, incident.due_at, incident.state) == (Level.COUNTY, minutes(45), State.REPORTED)
    assert told(incident, Level.COUNTY) == {here.chen.id, here.zheng.id}
    assert escalate_overdue(at=minutes(45)) == 1
    assert steps(incident) == ["REPORTED", "ESCALATED", "ESCALATED", "REPEATED"]
    assert events(incident) == ["reported", "escalated", "escalated", "repeated"]


def test_climbing_twice_at_the_same_time_is_climbing_once() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    assert [escalate_incident(at=minutes(11), incident_id=incident.id) for _ in range(3)] == [1, 0, 0]


def test_after_a_standstill_every_turn_that_passed_is_made_up_for_at_once() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    assert escalate_incident(at=minutes(300), incident_id=incident.id) == 3
    incident.refresh_from_db()
    assert (incident.level, incident.due_at) == (Level.COUNTY, minutes(315))
    assert steps(incident) == ["REPORTED", "ESCALATED", "ESCALATED", "REPEATED"]


def test_where_nobody_stands_the_next_level_is_told_at_once() -> None:
    lin = personas.elder()
    chen = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    incident = report(None, None, region_code=VILLAGE)
    assert (incident.level, told(incident)) == (Level.COUNTY, {chen.id})
    assert steps(incident) == ["REPORTED", "NOBODY", "NOBODY"]
    assert incident.due_at == minutes(15)
    assert lin.person.home_id == VILLAGE


def test_danger_runs_twice_as_fast_and_concern_slowly() -> None:
    here = duty()
    danger = report(here.mei, here.lin, severity=Severity.DANGER)
    calm = report(here.mei, here.lin, severity=Severity.CONCERN)
    assert (danger.due_at, calm.due_at) == (minutes(5), minutes(60))


def test_whatever_level_is_chosen_the_village_knows_too_except_of_harm() -> None:
    here = duty()
    fall = report(here.mei, here.lin, to=Level.COUNTY)
    assert told(fall) == {one.id for one in (here.tu, here.su, here.lian, here.chen, here.zheng)}
    assert (fall.level, fall.due_at) == (Level.COUNTY, minutes(15))
    harm = report(here.mei, here.lin, kind=Kind.UNLAWFUL_HARM, to=Level.TOWNSHIP)
    assert harm.discreet
    assert told(harm) == {here.su.id, here.lian.id}


def test_the_first_answer_calls_the_township_and_taking_over_stops_the_clock() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    acknowledge_incident(by=here.tu, at=minutes(2), incident_id=incident.id, words="我过去")
    incident.refresh_from_db()
    assert (incident.state, incident.level, incident.due_at) == (State.ACKNOWLEDGED, Level.TOWNSHIP, minutes(22))
    with pytest.raises(StateChanged):
        acknowledge_incident(by=here.su, at=minutes(3), incident_id=incident.id)
    taken = take_over_incident(by=here.su, at=minutes(5), incident_id=incident.id)
    assert (taken.state, taken.owner_level, taken.due_at, taken.first_by) == (
        State.OWNED,
        Level.TOWNSHIP,
        None,
        here.tu,
    )
    assert escalate_overdue(at=minutes(600)) == 0
    hears = {user.id for user in incident_audience(Event.objects.get(name="services.incident.taken_over"))}
    assert hears == {here.tu.id, here.lian.id, here.mei.id}  # never who did it; the county was not told yet


def test_an_answer_alone_does_not_stop_it() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    acknowledge_incident(by=here.tu, at=minutes(2), incident_id=incident.id)
    escalate_overdue(at=minutes(22))
    assert Incident.objects.get().level == Level.COUNTY


def test_a_rescue_whose_owner_has_left_gets_its_clock_back() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    take_over_incident(by=here.su, at=minutes(2), incident_id=incident.id)
    assert return_ownerless(at=minutes(3)) == 0
    here.su.is_active = False
    here.su.save()
    assert [return_ownerless(at=minutes(5)) for _ in range(2)] == [1, 0]
    incident.refresh_from_db()
    assert (incident.state, incident.owner, incident.due_at) == (State.ACKNOWLEDGED, None, minutes(25))
    assert told(incident, Level.TOWNSHIP) == {here.lian.id}
    escalate_overdue(at=minutes(25))
    assert Incident.objects.get().level == Level.COUNTY


def test_the_delegate_is_told_and_may_answer_and_nobody_else_stands_in() -> None:
    here = duty()
    wang = personas.user("王守田", Role.VILLAGE_WORKER, region=personas.OTHER_VILLAGE)
    week = {"starts_at": NOW, "ends_at": NOW + timedelta(days=7)}
    with pytest.raises(CannotStandIn):
        set_absence(by=here.tu, at=NOW, delegate_id=here.mei.id, **week)
    set_absence(by=here.tu, at=NOW, delegate_id=wang.id, **week)
    incident = report(here.mei, here.lin)
    assert told(incident) == {wang.id}
    assert acknowledge_incident(by=wang, at=minutes(1), incident_id=incident.id).first_by == wang


def test_who_is_away_without_a_delegate_is_passed_over() -> None:
    here = duty()
    set_absence(by=here.tu, at=NOW, delegate_id=None, starts_at=NOW, ends_at=NOW + timedelta(hours=2))
    incident = report(here.mei, here.lin)
    assert (incident.level, steps(incident)) == (Level.TOWNSHIP, ["REPORTED", "NOBODY"])
    later = report(here.mei, here.lin, at=NOW + timedelta(hours=3))
    assert told(later) == {here.tu.id}


def test_a_pause_has_a_reason_a_limit_and_somebody_who_is_on_it() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    ask = {"by": here.tu, "at": minutes(3), "incident_id": incident.id, "reason": "AMBULANCE"}
    with pytest.raises(NotPaused):
        pause_clock(minutes=30, **ask)
    acknowledge_incident(by=here.tu, at=minutes(2), incident_id=incident.id)
    assert pause_clock(minutes=40, **ask).due_at == minutes(62)
    with pytest.raises(PausedEnough):
        pause_clock(minutes=30, **ask)


def test_three_of_a_kind_in_a_township_within_a_day_warn_once() -> None:
    here = duty()
    for hour in (0, 5, 10, 11):
        report(here.mei, here.lin, kind=Kind.FRAUD, at=NOW + timedelta(hours=hour))
    report(here.mei, here.lin, at=NOW + timedelta(hours=11))  # of another kind
    burst = Event.objects.get(name="services.incident.burst")
    assert (burst.at, burst.region_code) == (NOW + timedelta(hours=10), TOWNSHIP)
    hears = {user.id for user in incident_audience(burst)}
    assert hears == {one.id for one in (here.su, here.lian, here.chen, here.zheng)}
