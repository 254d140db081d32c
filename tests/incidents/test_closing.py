"""To the end: handed over, written, read by the level above, and what the dossier learns of it."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.access.enums import Role
from accounts.access.models import Reveal
from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.forget_elder import forget_elder
from accounts.elders.actions.leave_registry import leave_registry
from accounts.elders.models import Fact
from accounts.people.enums import Relation
from accounts.refusals import NotAllowed, NotFound
from services.incidents.actions.accept_handover import accept_handover
from services.incidents.actions.acknowledge_incident import acknowledge_incident
from services.incidents.actions.call_contact import call_contact
from services.incidents.actions.call_false_alarm import call_false_alarm
from services.incidents.actions.decide_closing import decide_closing
from services.incidents.actions.merge_incident import NotTheSame, merge_incident
from services.incidents.actions.name_elder import NamedBefore, name_elder
from services.incidents.actions.note_progress import note_progress
from services.incidents.actions.offer_handover import CannotOwn, NotYours, offer_handover
from services.incidents.actions.record import IncidentOver, WordsMissing
from services.incidents.actions.take_back_incident import TooLateToTakeBack, take_back_incident
from services.incidents.actions.take_over_incident import take_over_incident
from services.incidents.actions.tell_police import tell_police
from services.incidents.actions.write_closing import LateUnexplained, OthersReport, write_closing
from services.incidents.enums import Kind, Level, Result, State, Verdict
from services.incidents.models import Incident, Step
from services.incidents.queries import open_for, recent_for
from services.incidents.queries.contacts import contacts_of
from services.incidents.queries.rows import incident_for
from services.orders.lifecycle import StateChanged
from tests import personas
from tests.incidents.ground import duty, minutes, report, steps
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE

pytestmark = pytest.mark.django_db
WORDS = {"found": "在家门口", "done": "送县医院", "prevention": "邻居天天看"}


def taken(here, **more):
    incident = report(here.mei, here.lin, **more)
    take_over_incident(by=here.su, at=minutes(3), incident_id=incident.id)
    return incident


def closing(here, incident, by=None, **more):
    facts = {"result": Result.WELL, **WORDS, **more}
    return write_closing(by=by or here.su, at=minutes(60), incident_id=incident.id, **facts)


def test_the_county_reads_what_the_township_writes_and_the_dossier_learns_of_it() -> None:
    here = duty()
    incident = taken(here)
    assert set(open_for([here.lin.id])) == {here.lin.id}
    closing(here, incident)
    with pytest.raises(NotFound):
        decide_closing(by=here.lian, at=minutes(61), incident_id=incident.id, approve=True)
    decide_closing(by=here.chen, at=minutes(62), incident_id=incident.id, approve=True)
    incident.refresh_from_db()
    assert (incident.state, incident.result) == (State.CLOSED, Result.WELL)
    fact = Fact.objects.get(elder=here.lin, field="happened", superseded_at=None)
    assert (fact.value, fact.source) == ('["FALL"]', "OFFICE")
    with pytest.raises(IncidentOver):
        note_progress(by=here.tu, at=minutes(70), incident_id=incident.id, words="晚了")
    assert open_for([here.lin.id]) == {}
    assert list(recent_for([here.lin.id], since=NOW)) == [here.lin.id]


def test_a_second_emergency_is_added_to_the_first() -> None:
    here = duty()
    for kind in (Kind.FALL, Kind.FIRE):
        incident = taken(here, kind=kind)
        closing(here, incident)
        decide_closing(by=here.chen, at=minutes(62), incident_id=incident.id, approve=True)
    assert Fact.objects.get(elder=here.lin, field="happened", superseded_at=None).value == '["FALL","FIRE"]'


def test_a_report_goes_back_with_words_and_comes_again() -> None:
    here = duty()
    incident = taken(here)
    closing(here, incident)
    with pytest.raises(WordsMissing):
        decide_closing(by=here.chen, at=minutes(61), incident_id=incident.id, approve=False)
    back = decide_closing(by=here.chen, at=minutes(61), incident_id=incident.id, approve=False, answer="谁天天看？")
    incident.refresh_from_db()
    assert (back.verdict, incident.state, incident.due_at) == (Verdict.BACK, State.OWNED, None)
    closing(here, incident)
    decide_closing(by=here.chen, at=minutes(90), incident_id=incident.id, approve=True)


def test_what_the_village_writes_the_township_reads_and_the_clock_goes_on_when_it_is_sent_back() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    acknowledge_incident(by=here.tu, at=minutes(1), incident_id=incident.id)
    closing(here, incident, by=here.tu, result=Result.FALSE_ALARM)
    with pytest.raises(NotAllowed):
        decide_closing(by=here.tu, at=minutes(61), incident_id=incident.id, approve=True)
    decide_closing(by=here.su, at=minutes(61), incident_id=incident.id, approve=False, answer="再去看一次")
    incident.refresh_from_db()
    assert (incident.state, incident.due_at) == (State.ACKNOWLEDGED, minutes(81))
    closing(here, incident, by=here.tu, result=Result.FALSE_ALARM)
    decide_closing(by=here.lian, at=minutes(70), incident_id=incident.id, approve=True)
    incident.refresh_from_db()
    assert incident.state == State.FALSE_ALARM
    assert not Fact.objects.filter(elder=here.lin, field="happened").exists()
    assert recent_for([here.lin.id], since=NOW) == {}


def test_who_does_not_own_it_writes_no_report_and_lateness_is_explained() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    acknowledge_incident(by=here.tu, at=minutes(1), incident_id=incident.id)
    take_over_incident(by=here.su, at=minutes(2), incident_id=incident.id)
    with pytest.raises(OthersReport):
        closing(here, incident, by=here.tu)
    Incident.objects.filter(id=incident.id).update(alarms=1)
    with pytest.raises(LateUnexplained):
        closing(here, incident)
    assert closing(here, incident, late="在田里没听见").late


def test_both_sides_say_so_when_it_is_handed_over() -> None:
    here = duty()
    incident = taken(here)
    with pytest.raises(CannotOwn):
        offer_handover(by=here.su, at=minutes(5), incident_id=incident.id, to=here.tu.id)
    offer_handover(by=here.su, at=minutes(5), incident_id=incident.id, to=here.lian.id, words="人在县医院")
    with pytest.raises(NotYours):
        accept_handover(by=here.chen, at=minutes(6), incident_id=incident.id)
    assert Incident.objects.get().owner == here.su
    accept_handover(by=here.lian, at=minutes(6), incident_id=incident.id)
    assert Incident.objects.get().owner == here.lian
    assert steps(incident)[-2:] == ["OFFERED", "HANDED_OVER"]


def test_the_next_village_and_strangers_find_nothing() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    next_door = personas.user("邻村", Role.COORDINATOR, region=OTHER_VILLAGE)
    stranger = personas.user("周远")
    for user, refusal in ((next_door, NotFound), (stranger, NotAllowed), (here.mei, NotAllowed)):
        with pytest.raises(refusal):
            acknowledge_incident(by=user, at=minutes(1), incident_id=incident.id)
    with pytest.raises(NotFound):
        incident_for(stranger, incident.id)
    assert incident_for(here.mei, incident.id)[1].family
    with pytest.raises(NotAllowed):  # the village goes first, but takes nothing over
        take_over_incident(by=here.tu, at=minutes(1), incident_id=incident.id)


def test_harm_is_kept_from_the_village_and_the_family_when_it_was_told_to_those_above() -> None:
    here = duty()
    stranger = personas.user("过路", Role.VILLAGE_WORKER, region=OTHER_VILLAGE)
    incident = report(None, None, region_code=VILLAGE, kind=Kind.UNLAWFUL_HARM, to=Level.TOWNSHIP)
    name_elder(by=here.su, at=minutes(1), incident_id=incident.id, elder_id=here.lin.id)
    for user in (here.tu, here.mei, stranger):
        with pytest.raises(NotFound):
            incident_for(user, incident.id)
    assert incident_for(here.su, incident.id)[1].owns
    step = tell_police(by=here.su, at=minutes(9), incident_id=incident.id, name="均溪派出所", told_at=minutes(8))
    assert (step.at, step.recorded_at) == (minutes(8), minutes(9))


def test_two_reports_of_one_thing_become_one() -> None:
    here = duty()
    first, second = report(here.mei, here.lin), report(None, None, region_code=VILLAGE)
    merge_incident(by=here.tu, at=minutes(3), incident_id=second.id, into=first.id)
    second.refresh_from_db()
    assert (second.state, second.merged_into, second.due_at) == (State.DUPLICATE, first, None)
    other = report(None, None, region_code=OTHER_VILLAGE)
    elsewhere = personas.elder("赖阿婆", village=OTHER_VILLAGE)
    name_elder(by=here.chen, at=minutes(3), incident_id=other.id, elder_id=elsewhere.id)
    with pytest.raises(NotTheSame):
        merge_incident(by=here.chen, at=minutes(4), incident_id=other.id, into=first.id)
    with pytest.raises(NamedBefore):
        name_elder(by=here.chen, at=minutes(4), incident_id=other.id, elder_id=here.lin.id)


def test_an_accidental_press_is_taken_back_within_a_minute_and_only_then() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    with pytest.raises(NotFound):
        take_back_incident(by=here.tu, at=minutes(0.5), incident_id=incident.id)
    with pytest.raises(TooLateToTakeBack):
        take_back_incident(by=here.mei, at=minutes(1.1), incident_id=incident.id)
    take_back_incident(by=here.mei, at=minutes(0.5), incident_id=incident.id)
    answered = report(here.mei, here.lin)
    acknowledge_incident(by=here.tu, at=minutes(0.2), incident_id=answered.id)
    with pytest.raises(StateChanged):
        take_back_incident(by=here.mei, at=minutes(0.5), incident_id=answered.id)


def test_township_ends_a_false_alarm_with_a_reason() -> None:
    here = duty()
    incident = report(here.mei, here.lin)
    with pytest.raises(WordsMissing):
        call_false_alarm(by=here.su, at=minutes(2), incident_id=incident.id, words=" ")
    assert call_false_alarm(by=here.su, at=minutes(2), incident_id=incident.id, words="在邻居家").closed_at


def test_contacts_are_rung_in_order_and_each_call_is_written_down() -> None:
    here = duty()
    far = add_supporter(by=here.tu, at=NOW, elder=here.lin, name="林大", relation=Relation.CHILD, phone="13911110000")
    add_supporter(by=here.tu, at=NOW, elder=here.lin, name="林二", relation=Relation.CHILD, phone="13911110000")
    assert [one.name for one in contacts_of(here.lin)] == ["林大"]  # one number stands once
    incident = report(here.mei, here.lin)
    call_contact(by=here.tu, at=minutes(2), incident_id=incident.id, contact_id=far.id, answer="NO_ANSWER")
    step = Step.objects.get(incident=incident, what="CALLED")
    assert (step.name, step.code, step.key) == ("林大", "NO_ANSWER", far.id)
    with pytest.raises(NotFound):
        call_contact(by=here.tu, at=minutes(2), incident_id=incident.id, contact_id=here.lin.id, answer="REACHED")


def test_the_record_only_grows_and_goes_with_the_dossier() -> None:
    here = duty()
    incident = report(None, None, region_code=VILLAGE, words="不知是谁", reporter_name="过路", reporter_phone="110")
    note_progress(by=here.tu, at=minutes(1), incident_id=incident.id, words="找到了")
    name_elder(by=here.tu, at=minutes(2), incident_id=incident.id, elder_id=here.lin.id)
    for write in ({"words": "没找到"}, {"at": NOW}, {"elder": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Step.objects.filter(incident=incident).update(**write)
    with pytest.raises(DatabaseError), transaction.atomic():
        Step.objects.filter(incident=incident).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(id=incident.id).update(due_at=None)  # an open alarm without a clock
    leave_registry(by=here.tu, at=NOW, elder=here.lin, on=NOW.date(), reason="走了", died=True)
    forget_elder(by=None, at=NOW, elder_id=here.lin.id, rule="测试")
    incident.refresh_from_db()
    assert {incident.words, incident.reporter_name, incident.reporter_phone} == {""}
    assert {step.words for step in Step.objects.filter(incident=incident)} == {""}


def test_harm_told_to_those_above_shows_neither_in_the_dossier_nor_among_the_looks() -> None:
    """The village reads the dossier, the family who looked and why: either may be where the harm comes from."""
    here = duty()
    incident = report(None, None, card_token=here.lin.card_token, kind=Kind.UNLAWFUL_HARM, to=Level.TOWNSHIP)
    take_over_incident(by=here.su, at=minutes(1), incident_id=incident.id)
    client = Client()
    client.force_login(here.su)
    assert client.get(reverse("incidents:case", args=[incident.id])).status_code == 200
    assert list(Reveal.objects.values_list("purpose", flat=True)) == ["dossier"]
    write_closing(by=here.su, at=minutes(2), incident_id=incident.id, result=Result.WELL, **WORDS)
    decide_closing(by=here.chen, at=minutes(3), incident_id=incident.id, approve=True)
    assert not Fact.objects.filter(elder=here.lin, field="happened").exists()
