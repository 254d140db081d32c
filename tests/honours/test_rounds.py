"""Opened once in two years, named, agreed, on notice, decided by a second person."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from frontend.live.readers import readers
from services.honours.actions.decide_round import NoticeRuns, TooManyChosen, decide_round
from services.honours.actions.drop_round import drop_round
from services.honours.actions.keeping import AnotherDecides, CollectingIsOver, OneOfThem, SayWhy, TooPrivate
from services.honours.actions.nominate_candidate import DoesNotServe, NamedAlready, NotOneself, nominate_candidate
from services.honours.actions.open_round import NobodyIsChosen, NotDueYet, RoundIsOpen, WrongDay
from services.honours.actions.publish_notice import ConsentMissing, NobodyOnTheList, publish_notice
from services.honours.actions.record_consent import NobodyIsAsked, record_consent
from services.honours.actions.revoke_honour import revoke_honour
from services.honours.actions.shortlist_candidate import shortlist_candidate
from services.honours.actions.take_off_candidate import take_off_candidate
from services.honours.actions.withdraw_consent import withdraw_consent
from services.honours.enums import CandidacyState, Kind, RoundState, Whose
from services.honours.models import Candidacy, HonourRound
from services.honours.queries.candidacies import honoured, shown_candidates, unnamed
from services.honours.queries.rounds import next_due
from services.orders.lifecycle import StateChanged
from tests import personas
from tests.honours.ground import AFTER, DAY, UNTIL, agree, family, here, nominated, on_notice, opened
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return here()


def heard(name: str) -> set:
    event = Event.objects.filter(name=f"services.honours.{name}").latest("sequence")
    return {user.id for user in readers(event)}


def test_once_in_two_years(at):
    first = opened(at)
    assert (first.first_year, first.last_year) == (2025, 2026)
    assert "田政办〔2020〕41号" in first.rule["citation"]
    assert heard("opened") >= {at.su.id, at.shi.id, at.ye.id}
    assert at.chen.id not in heard("opened")
    with pytest.raises(RoundIsOpen):
        opened(at)
    one = nominated(at, first)
    on_notice(at, first, one)
    decide_round(by=at.ye, at=AFTER, round_id=first.id, chosen=[one.id])
    with pytest.raises(NotDueYet) as early:
        opened(at, moment=NOW + 200 * DAY, collect_until=(NOW + 220 * DAY).date())
    assert early.value.facts["due"] == 2028
    assert "2028" in str(early.value)
    assert next_due(COUNTY, on=date(2027, 5, 1)) == 2028
    later = NOW + 730 * DAY
    assert opened(at, moment=later, collect_until=(later + 9 * DAY).date()).years == "2027–2028"


def test_the_database_knows_two_rounds_of_one_year(at):
    first = opened(at)
    with pytest.raises(IntegrityError), transaction.atomic():
        HonourRound.objects.create(
            county_id=COUNTY,
            first_year=2026,
            last_year=2027,
            carers=1,
            collect_until=UNTIL,
            opened_at=NOW,
            opened_by=at.chen,
        )
    drop_round(by=at.chen, at=NOW, round_id=first.id, words="先补台账")
    assert opened(at).years == first.years


def test_who_may_open_and_what_is_asked(at):
    for by in (at.shi, at.su, at.guo):
        with pytest.raises(NotAllowed):
            opened(at, by=by)
    far = personas.user("外县", Role.COUNTY_OFFICIAL, region="350425101")
    with pytest.raises(NotFound):
        opened(at, by=far)
    with pytest.raises(NobodyIsChosen):
        opened(at, carers=0, families=0)
    for day in (NOW.date() - DAY, NOW.date() + timedelta(days=400)):
        with pytest.raises(WrongDay):
            opened(at, collect_until=day)


def test_the_village_suggests_the_township_takes_it_up(at):
    found = opened(at)
    one = nominated(at, found, by=at.su)
    assert one.state == CandidacyState.SUGGESTED
    assert at.shi.id in heard("suggested")
    with pytest.raises(NamedAlready):
        nominated(at, found, by=at.su)
    same = nominated(at, found, words="十年如一日，照看村里六位老人。")
    assert (same.id, same.state, same.nominated_by_id) == (one.id, CandidacyState.NOMINATED, at.shi.id)
    assert heard("nominated") >= {at.chen.id, at.ye.id}
    with pytest.raises(NamedAlready):
        nominated(at, found)
    assert nominated_far(at, found) is NotFound


def nominated_far(at, found):
    try:
        nominated(at, found, by=at.zhang)
    except NotFound as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize(
    "words", ["照顾生病的母亲", "家里是低保户", "She cares for her ill mother", "林细妹的儿子天天打电话"]
)
def test_no_illness_no_poverty_and_not_the_elders_name(at, words):
    found = opened(at)
    with pytest.raises(TooPrivate):
        family(at, found, words=words)
    assert not Candidacy.objects.exists()


def test_nobody_names_themselves_nor_somebody_who_does_not_serve(at):
    found = opened(at)
    both = personas.user("又是志愿者", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    at.guo.person.user.grants.update(role=Role.TOWNSHIP_OFFICIAL, region_id=TOWNSHIP)
    with pytest.raises(NotOneself):
        nominated(at, found, by=at.guo)
    common = {"by": at.shi, "at": NOW, "round_id": found.id, "words": "好人", "kind": Kind.CARER}
    with pytest.raises(DoesNotServe):
        nominate_candidate(**common, person_id=both.person_id)
    with pytest.raises(NotFound):
        nominate_candidate(**common, person_id=None)
    with pytest.raises(SayWhy):
        nominated(at, found, words="  ")
    with pytest.raises(CollectingIsOver):
        nominate_candidate(**{**common, "at": NOW + 40 * DAY}, person_id=at.guo.person_id)


def test_nothing_hangs_out_without_consent(at):
    found = opened(at)
    one, other = nominated(at, found), family(at, found)
    with pytest.raises(NobodyOnTheList):
        publish_notice(by=at.chen, at=NOW, round_id=found.id)
    for each in (one, other):
        shortlist_candidate(by=at.chen, at=NOW, candidacy_id=each.id)
    assert heard("shortlisted") >= {at.son.id, at.shi.id}
    agree(at, one)
    record_consent(by=at.son, at=NOW, candidacy_id=other.id, whose=Whose.CANDIDATE)
    with pytest.raises(ConsentMissing) as silent:
        publish_notice(by=at.chen, at=NOW, round_id=found.id)
    assert "林阿强" in str(silent.value)
    with pytest.raises(NotAllowed):  # the elder's yes is not the son's to say
        record_consent(by=at.son, at=NOW, candidacy_id=other.id, whose=Whose.ELDER)
    with pytest.raises(NotFound):
        record_consent(by=at.zhang, at=NOW, candidacy_id=other.id, whose=Whose.ELDER)
    with pytest.raises(NobodyIsAsked):
        record_consent(by=at.su, at=NOW, candidacy_id=one.id, whose=Whose.ELDER)
    record_consent(by=at.su, at=NOW, candidacy_id=other.id, whose=Whose.ELDER)
    with pytest.raises(NotAllowed):
        publish_notice(by=at.shi, at=NOW, round_id=found.id)
    publish_notice(by=at.chen, at=NOW, round_id=found.id)
    found.refresh_from_db()
    assert (found.notice_from, found.notice_until) == (date(2026, 11, 19), date(2026, 11, 26))
    assert found.collect_until <= found.notice_from  # whoever is not on the list comes too late
    assert shown_candidates(found).count() == 2
    assert at.guo.id in heard("published") | heard("on_notice") or at.son.id in heard("published")


def test_decided_after_the_notice_by_another_and_never_again(at):
    found = opened(at)
    one, other = nominated(at, found), family(at, found)
    left = nominate_more(at, found)
    on_notice(at, found, one, other)
    with pytest.raises(AnotherDecides):
        decide_round(by=at.chen, at=AFTER, round_id=found.id, chosen=[one.id])
    with pytest.raises(NotAllowed):
        decide_round(by=at.shi, at=AFTER, round_id=found.id, chosen=[one.id])
    with pytest.raises(NoticeRuns):
        decide_round(by=at.ye, at=AFTER - DAY, round_id=found.id, chosen=[one.id])
    with pytest.raises(TooManyChosen):
        decide_round(by=at.ye, at=AFTER, round_id=found.id, chosen=[])
    with pytest.raises(NotFound):
        decide_round(by=at.ye, at=AFTER, round_id=found.id, chosen=[one.id, left.id])
    decide_round(by=at.ye, at=AFTER, round_id=found.id, chosen=[one.id])
    states = dict(Candidacy.objects.values_list("id", "state"))
    assert states == {one.id: "HONOURED", other.id: "NOT_CHOSEN", left.id: "NOT_CHOSEN"}
    assert at.guo.id in heard("honoured")
    with pytest.raises(StateChanged):
        decide_round(by=at.ye, at=AFTER, round_id=found.id, chosen=[one.id])
    with pytest.raises(DatabaseError), transaction.atomic():
        HonourRound.objects.filter(id=found.id).update(decided_by=at.shi)
    with pytest.raises(DatabaseError), transaction.atomic():
        Candidacy.objects.filter(id=one.id).delete()


def nominate_more(at, found):
    more = personas.volunteer("陈秀英")
    return nominate_candidate(
        by=at.shi, at=NOW, round_id=found.id, kind=Kind.CARER, words="热心。", person_id=more.person_id
    )


def test_the_database_wants_a_second_person_too(at):
    found = opened(at)
    on_notice(at, found, nominated(at, found))
    with pytest.raises(IntegrityError), transaction.atomic():
        HonourRound.objects.filter(id=found.id).update(state="DECIDED", decided_by=at.chen, decided_at=AFTER)


def test_no_more_than_there_are_places_and_no_candidate_decides(at):
    found = opened(at)
    one, more = nominated(at, found), nominate_more(at, found)
    on_notice(at, found, one, more)
    with pytest.raises(TooManyChosen):
        decide_round(by=at.ye, at=AFTER, round_id=found.id, chosen=[one.id, more.id])
    at.guo.grants.update(role=Role.COUNTY_OFFICIAL, region_id=COUNTY)
    with pytest.raises(OneOfThem):
        decide_round(by=at.guo, at=AFTER, round_id=found.id, chosen=[one.id])


def test_a_consent_taken_back_removes_the_name_at_once(at):
    found = opened(at)
    one, other = nominated(at, found), family(at, found)
    on_notice(at, found, one, other)
    withdraw_consent(by=at.su, at=NOW, candidacy_id=other.id, whose=Whose.ELDER)
    assert [row.id for row in shown_candidates(found)] == [one.id]
    other.refresh_from_db()
    assert other.state == CandidacyState.WITHDRAWN
    decide_round(by=at.ye, at=AFTER, round_id=found.id, chosen=[one.id])
    assert [row.id for row in honoured(VILLAGE)] == [one.id]
    withdraw_consent(by=at.guo, at=AFTER, candidacy_id=one.id, whose=Whose.CANDIDATE)
    assert not honoured().exists()
    assert unnamed(found) == 1
    one.refresh_from_db()
    assert one.state == CandidacyState.HONOURED
    record_consent(by=at.guo, at=AFTER, candidacy_id=one.id, whose=Whose.CANDIDATE)
    assert [row.id for row in honoured(COUNTY)] == [one.id]
    assert not honoured(OTHER_VILLAGE[:9]).filter(region__code__startswith=OTHER_VILLAGE).exists()


def test_revoked_stays_visible_as_such(at):
    found = opened(at)
    one = nominated(at, found)
    on_notice(at, found, one)
    with pytest.raises(StateChanged):
        revoke_honour(by=at.ye, at=AFTER, candidacy_id=one.id, words="还没评")
    decide_round(by=at.ye, at=AFTER, round_id=found.id, chosen=[one.id])
    with pytest.raises(SayWhy):
        revoke_honour(by=at.ye, at=AFTER, candidacy_id=one.id, words=" ")
    with pytest.raises(NotAllowed):
        revoke_honour(by=at.shi, at=AFTER, candidacy_id=one.id, words="不实")
    revoke_honour(by=at.ye, at=AFTER, candidacy_id=one.id, words="事迹不实")
    row = honoured().get()
    assert (row.state, row.revoked_because) == (CandidacyState.REVOKED, "事迹不实")


def test_taken_off_by_whom_and_when(at):
    found = opened(at)
    one = nominated(at, found)
    with pytest.raises(SayWhy):
        take_off_candidate(by=at.shi, at=NOW, candidacy_id=one.id, words="")
    with pytest.raises(NotFound):
        take_off_candidate(by=at.zhang, at=NOW, candidacy_id=one.id, words="不是我们镇的")
    shortlist_candidate(by=at.chen, at=NOW, candidacy_id=one.id)
    with pytest.raises(NotAllowed):
        take_off_candidate(by=at.shi, at=NOW, candidacy_id=one.id, words="改主意了")
    take_off_candidate(by=at.chen, at=NOW, candidacy_id=one.id, words="人已搬走")
    one.refresh_from_db()
    assert (one.state, one.because) == (CandidacyState.OUT, "人已搬走")
    assert found.state == RoundState.COLLECTING
