"""From the village to the office and back: every step by its own side, nobody else's door open."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from accounts.access.enums import Department
from accounts.access.models import Reveal
from accounts.elders.actions.judge_elders import judge_elders
from accounts.elders.models import Elder
from accounts.elders.queries.dossier import values_of
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from frontend.live.readers import readers
from services.orders.lifecycle import StateChanged
from services.referrals.actions.answer_referral import NameTheDoctor, SayWhatWasSettled, answer_referral
from services.referrals.actions.keeping import NoWords
from services.referrals.actions.note_step import ReferralOver, StillToCome, WrongNote, note_step
from services.referrals.actions.object_to_answer import ObjectedBefore, object_to_answer
from services.referrals.actions.pass_referral import HadItBefore, SameOffice, pass_referral
from services.referrals.actions.receive_referral import receive_referral
from services.referrals.actions.refer_elder import AlreadyReferred, ElderGone, NoSuchOffice, NoSuchOrigin
from services.referrals.actions.remind_offices import remind_offices
from services.referrals.actions.take_referral import take_referral
from services.referrals.actions.withdraw_referral import withdraw_referral
from services.referrals.enums import Kind, Origin, State, What
from services.referrals.models import Referral, Step
from services.referrals.queries.rows import at_desks, referral_for, visible_referrals
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP
from tests.referrals.ground import WHY, desk, here, neighbour, refer, say

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at():
    return here()


def told(happened: str) -> list[str]:
    event = Event.objects.filter(name=f"services.referral.{happened}").latest("sequence")
    return sorted(user.person.name for user in readers(event))


def whats(referral: Referral) -> list[str]:
    return list(referral.steps.order_by("recorded_at", "id").values_list("what", flat=True))


def test_an_office_takes_it_and_grants_it_and_everybody_hears(at):
    say(at.lin, poverty="LOW_INCOME")
    mei = personas.proxy(at.lin)
    referral = refer(at)
    assert (referral.department, referral.office_id) == (Department.JUSTICE, COUNTY)
    assert referral.due_on == NOW.date() + 7 * DAY  # legal aid: seven days
    assert referral.facts == {"poverty": "LOW_INCOME"}
    assert told("sent") == ["司法所", "林小梅"]
    receive_referral(by=at.justice, at=NOW + DAY, referral_id=referral.id)
    receive_referral(by=at.justice, at=NOW + DAY, referral_id=referral.id)  # once more is once
    assert told("received") == ["苏村"]
    take_referral(by=at.justice, at=NOW + DAY, referral_id=referral.id)
    answer_referral(by=at.justice, at=NOW + 2 * DAY, referral_id=referral.id, granted=True, words="派了律师")
    assert told("granted") == ["林小梅", "苏村"]
    assert whats(referral) == [What.SENT, What.RECEIVED, What.TAKEN, What.GRANTED]
    referral.refresh_from_db()
    assert (referral.state, referral.is_open, referral.answer) == (State.GRANTED, None, "派了律师")
    assert referral_for(mei, referral.id)[1].side
    with pytest.raises(StateChanged):
        answer_referral(by=at.justice, at=NOW + 2 * DAY, referral_id=referral.id, granted=False, words="不办")
    with pytest.raises(ReferralOver):
        note_step(by=at.justice, at=NOW + 2 * DAY, referral_id=referral.id, words="又来问")


def test_foreign_offices_counties_villages_and_families_find_nothing(at):
    referral = refer(at)
    other = personas.proxy(personas.elder("别家老人", minutes=0), "别家代办")
    finance = desk("财政", Department.FINANCE)
    for stranger in (at.health, at.elsewhere, neighbour(), other, finance, personas.user("路人")):
        assert not visible_referrals(stranger).exists()
        for act in (receive_referral, take_referral):
            with pytest.raises(NotFound):
                act(by=stranger, at=NOW, referral_id=referral.id)
        with pytest.raises(NotFound):
            answer_referral(by=stranger, at=NOW, referral_id=referral.id, granted=True)
    assert at_desks(at.justice).get() == referral
    with pytest.raises(NotAllowed):  # the office answers for itself
        answer_referral(by=at.su, at=NOW, referral_id=referral.id, granted=True)
    with pytest.raises(NotAllowed):  # and does not withdraw what others sent
        withdraw_referral(by=at.justice, at=NOW, referral_id=referral.id, words="算了")
    with pytest.raises(NotAllowed):
        refer(at, Kind.RELIEF, by=at.justice)
    with pytest.raises(NotFound):
        refer(at, Kind.RELIEF, by=neighbour())


def test_passed_on_it_is_the_same_row_and_no_office_gets_it_twice(at):
    referral = refer(at, Kind.COUNSELLING)
    with pytest.raises(SameOffice):
        pass_referral(by=at.health, at=NOW, referral_id=referral.id, department="HEALTH", words="重复")
    with pytest.raises(NoWords):
        pass_referral(by=at.health, at=NOW, referral_id=referral.id, department="JUSTICE", words=" ")
    later = NOW + 6 * DAY
    pass_referral(by=at.health, at=later, referral_id=referral.id, department="JUSTICE", words="是家里吵架")
    referral.refresh_from_db()
    assert referral.due_on == later.date() + 5 * DAY  # one day was left: at least the rule's five
    assert (referral.state, referral.passes, referral.department) == (State.SENT, 1, "JUSTICE")
    assert told("passed_on") == ["司法所", "苏村"]
    assert not at_desks(at.health).exists()
    with pytest.raises(NotFound):
        take_referral(by=at.health, at=later, referral_id=referral.id)
    with pytest.raises(HadItBefore):
        pass_referral(by=at.justice, at=later, referral_id=referral.id, department="HEALTH", words="还是你们的")
    with pytest.raises(NoSuchOffice):
        pass_referral(
            by=at.justice, at=later, referral_id=referral.id, department="POLICE", words="x", office_code="3504"
        )
    assert Referral.objects.count() == 1


def test_a_refusal_has_a_reason_and_is_objected_to_once(at):
    referral = refer(at)
    with pytest.raises(NoWords):
        answer_referral(by=at.justice, at=NOW, referral_id=referral.id, granted=False)
    answer_referral(by=at.justice, at=NOW, referral_id=referral.id, granted=False, words="不符合条件")
    with pytest.raises(NotAllowed):
        object_to_answer(by=at.justice, at=NOW, referral_id=referral.id, words="不服")
    object_to_answer(by=at.su, at=NOW + 3 * DAY, referral_id=referral.id, words="低保户符合")
    assert told("objected") == ["司法所"]
    referral.refresh_from_db()
    assert (referral.state, referral.is_open, referral.due_on) == (State.SENT, True, NOW.date() + 10 * DAY)
    answer_referral(by=at.justice, at=NOW + 4 * DAY, referral_id=referral.id, granted=False, words="仍不符合")
    with pytest.raises(ObjectedBefore):
        object_to_answer(by=at.su, at=NOW + 5 * DAY, referral_id=referral.id, words="还是不服")


def test_one_open_referral_of_a_kind_and_only_where_the_elder_lives(at):
    referral = refer(at)
    with pytest.raises(AlreadyReferred):
        refer(at)
    refer(at, Kind.RELIEF, office_code=TOWNSHIP)
    for wrong in ("350429", "350425101", "35", "nonsense"):
        with pytest.raises(NoSuchOffice):
            refer(at, Kind.POLICE, office_code=wrong)
    with pytest.raises(NoSuchOrigin):
        refer(at, Kind.POLICE, origin=Origin.VISIT)
    with pytest.raises(NoWords):
        refer(at, Kind.POLICE, reason="  ")
    withdraw_referral(by=at.su, at=NOW, referral_id=referral.id, words="自己解决了")
    assert told("withdrawn") == ["司法所"]
    refer(at)  # closed: a new one may be sent
    at.lin.left_on = NOW.date()
    at.lin.save(update_fields=["left_on"])
    with pytest.raises(ElderGone):
        refer(at, Kind.HOUSING)


def test_what_was_granted_stands_in_the_dossier(at):
    say(at.lin, poverty="NONE")
    assert "no_doctor" in Elder.objects.get(id=at.lin.id).flags
    doctor = refer(at, Kind.FAMILY_DOCTOR)
    with pytest.raises(NameTheDoctor):
        answer_referral(by=at.health, at=NOW, referral_id=doctor.id, granted=True)
    until = NOW.date() + 365 * DAY
    answer_referral(by=at.health, at=NOW, referral_id=doctor.id, granted=True, doctor="范医生", doctor_until=until)
    check = refer(at, Kind.HEALTH_CHECK)
    day = NOW.date() - DAY
    answer_referral(by=at.health, at=NOW, referral_id=check.id, granted=True, checked_on=day)
    known = values_of(at.lin)
    assert (known["family_doctor"], known["family_doctor_until"]) == ("范医生", until.isoformat())
    assert known["health_check_on"] == day.isoformat()
    judge_elders(at=NOW)
    at.lin.refresh_from_db()
    assert "no_doctor" not in at.lin.flags


def test_a_dispute_keeps_what_was_agreed_and_who_took_part_and_the_family_hears_nothing(at):
    mei = personas.proxy(at.lin)
    referral = refer(at, Kind.DISPUTE)
    assert told("sent") == ["司法所"]
    assert not visible_referrals(mei).exists()
    note_step(by=at.justice, at=NOW, referral_id=referral.id, what=What.MET, words="三家坐下来谈")
    with pytest.raises(WrongNote):
        note_step(by=at.justice, at=NOW, referral_id=referral.id, what=What.ON_SCENE, words="")
    with pytest.raises(SayWhatWasSettled):
        answer_referral(by=at.justice, at=NOW, referral_id=referral.id, granted=True, settlement="让出半米")
    done = answer_referral(
        by=at.justice,
        at=NOW,
        referral_id=referral.id,
        granted=True,
        settlement="让出半米",
        parties="林家、陈家、村主任",
    )
    assert (done.settlement, done.parties) == ("让出半米", "林家、陈家、村主任")


def test_the_police_keep_the_times(at):
    police = desk("派出所", Department.POLICE, TOWNSHIP)
    county = desk("公安局", Department.POLICE)
    referral = refer(at, Kind.POLICE, office_code=TOWNSHIP)
    assert told("sent") == ["派出所"]  # the office itself, not the one above it
    assert at_desks(county).exists()  # which may look
    heard = NOW - timedelta(hours=2)
    step = note_step(by=police, at=NOW, referral_id=referral.id, what=What.CALL_TAKEN, words="", happened_at=heard)
    assert (step.at, step.recorded_at) == (heard, NOW)
    with pytest.raises(StillToCome):
        note_step(by=police, at=NOW, referral_id=referral.id, what=What.ON_SCENE, words="", happened_at=NOW + DAY)


def test_an_office_without_a_login_answers_on_paper(at):
    referral = refer(at, Kind.HOUSING)
    answer_referral(by=at.su, at=NOW, referral_id=referral.id, granted=True, words="列入明年计划")
    referral.refresh_from_db()
    assert referral.on_paper


def test_who_is_late_is_reminded_every_few_days_and_once_a_day(at):
    referral = refer(at)
    assert remind_offices(at=NOW + 7 * DAY) == 0  # the last day counts
    assert remind_offices(at=NOW + 8 * DAY) == 1
    assert told("overdue") == ["司法所", "苏村"]
    assert remind_offices(at=NOW + 8 * DAY) == 0
    assert remind_offices(at=NOW + 9 * DAY) == 0
    assert remind_offices(at=NOW + 11 * DAY) == 1
    answer_referral(by=at.justice, at=NOW + 12 * DAY, referral_id=referral.id, granted=True)
    assert remind_offices(at=NOW + 20 * DAY) == 0


def test_who_sent_it_and_is_gone_is_followed_by_the_village(at):
    referral = refer(at)
    other = personas.user("新来的", personas.Role.VILLAGE_WORKER, region=personas.VILLAGE)
    at.su.is_active = False
    at.su.save(update_fields=["is_active"])
    receive_referral(by=at.justice, at=NOW, referral_id=referral.id)
    assert told("received") == [other.person.name]


def test_the_record_only_grows_and_its_words_are_sealed(at):
    referral = refer(at)
    step = referral.steps.get()
    for change in ({"what": What.REFUSED}, {"words": "别的"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Step.objects.filter(id=step.id).update(**change)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM referrals_referral")
        assert WHY not in cursor.fetchone()[0]


def test_looking_leaves_a_trace(at):
    from tests.subsidies.test_pages import browser

    referral = refer(at)
    assert browser(at.justice).get(f"/referrals/{referral.id}/").status_code == 200
    assert Reveal.objects.filter(by=at.justice, person=at.lin.person, purpose="referral").exists()
