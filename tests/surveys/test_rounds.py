"""A round from its opening to its end: who counts as seen, who may sign, what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.elders.actions.leave_registry import leave_registry
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source
from accounts.elders.fields import Group
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from accounts.surveys.actions.call_off_round import call_off_round
from accounts.surveys.actions.extend_round import NotLater, SayWhy, extend_round
from accounts.surveys.actions.note_absence import WordsMissing, note_absence
from accounts.surveys.actions.open_round import DaysBackwards, NobodyThere, RoundOpenAlready
from accounts.surveys.actions.remind import remind
from accounts.surveys.actions.return_report import TownshipHandedIn, return_report
from accounts.surveys.actions.sign_report import AnotherMustSign, sign_report
from accounts.surveys.actions.submit_report import StillToSee, VillagesMissing, submit_report
from accounts.surveys.enums import Kind, ReportState, RoundState, Rung, Whom, WhyNot
from accounts.surveys.lifecycle import ReportMoved, RoundOver
from accounts.surveys.models import Report, Round, Step
from accounts.surveys.queries import reach_of, round_audience, standings, still_to_see
from tests.personas import OTHER_VILLAGE, TOWNSHIP, VILLAGE

DAY = timedelta(days=1)


def left(of, code=VILLAGE):
    return {elder.person.name for elder in still_to_see(of, code)}


def hand_in(land, of, place=VILLAGE, by=None, at=None):
    return submit_report(by=by or land.village, at=at or land.now, round_id=of.id, place=place)


def sign(land, of, place=VILLAGE, by=None):
    return sign_report(by=by or land.township, at=land.now, round_id=of.id, place=place)


def test_a_round_reaches_the_villages_where_somebody_lives(land):
    of = land.open()
    assert (reach_of(of).villages, reach_of(of).townships, reach_of(of).elders) == (2, 2, 3)
    places = set(Report.objects.filter(round=of).values_list("rung", "region_id"))
    assert places == {
        (Rung.VILLAGE, VILLAGE),
        (Rung.VILLAGE, OTHER_VILLAGE),
        (Rung.TOWNSHIP, TOWNSHIP),
        (Rung.TOWNSHIP, OTHER_VILLAGE[:9]),
    }


def test_one_open_round_of_a_kind(land):
    land.open()
    with pytest.raises(RoundOpenAlready):
        land.open()
    land.open(kind=Kind.RISKS)


def test_refused_openings(land):
    today = timezone.localdate(land.now)
    with pytest.raises(DaysBackwards):
        land.open(townships_due=today + DAY)
    with pytest.raises(NobodyThere):
        land.open(whom=Whom.LEFT_BEHIND)
    with pytest.raises(NotAllowed):
        land.open(by=land.township)
    assert not Round.objects.exists()


def test_seen_is_what_the_dossier_says(land):
    of = land.open()
    assert left(of) == {"林细妹", "潘金土"}
    land.see(land.lin, Group.HEALTH)  # one of the two groups
    assert "林细妹" in left(of)
    record_facts(
        by=land.village,
        at=land.now,
        elder=land.lin,
        values={"smoke_alarm": True},
        source=Source.VISIT,
        as_of=timezone.localdate(land.now),
    )
    assert left(of) == {"潘金土"}


def test_what_was_known_before_or_came_with_a_roster_is_not_seen(land):
    land.see(land.lin)
    of = land.open(starts_on=timezone.localdate(land.now) + DAY)
    assert "林细妹" in left(of)
    of = land.open(kind=Kind.RISKS)
    land.see(land.pan, source=Source.IMPORT)
    assert left(of) == {"潘金土"}


def test_up_the_levels_and_finished(land):
    of = land.open()
    land.see(land.lin)
    with pytest.raises(StillToSee):
        hand_in(land, of)
    note_absence(
        by=land.village,
        at=land.now,
        round_id=of.id,
        elder_id=land.pan.id,
        why=WhyNot.HOSPITAL,
        on=timezone.localdate(land.now),
    )
    report = hand_in(land, of)
    assert (report.asked, report.seen) == (2, 1)
    with pytest.raises(VillagesMissing):
        hand_in(land, of, TOWNSHIP, by=land.township)
    sign(land, of)
    hand_in(land, of, TOWNSHIP, by=land.township)
    with pytest.raises(NotAllowed):
        sign(land, of, TOWNSHIP, by=land.colleague)
    sign(land, of, TOWNSHIP, by=land.county)
    of.refresh_from_db()
    assert of.state == RoundState.OPEN  # the other township is missing
    land.see(land.far)
    hand_in(land, of, OTHER_VILLAGE, by=land.county)
    sign(land, of, OTHER_VILLAGE, by=land.second)
    hand_in(land, of, OTHER_VILLAGE[:9], by=land.second)
    sign(land, of, OTHER_VILLAGE[:9], by=land.county)
    of.refresh_from_db()
    assert of.state == RoundState.CLOSED
    assert Step.objects.filter(round=of).count() == 10


def test_nobody_signs_what_they_handed_in(land):
    of = land.open()
    land.see(land.lin)
    land.see(land.pan)
    hand_in(land, of, by=land.township)
    with pytest.raises(AnotherMustSign):
        sign(land, of)
    sign(land, of, by=land.colleague)
    hand_in(land, of, TOWNSHIP, by=land.county)
    with pytest.raises(AnotherMustSign):
        sign(land, of, TOWNSHIP, by=land.county)


def test_sent_back_is_open_again(land):
    of = land.open()
    land.see(land.lin)
    land.see(land.pan)
    hand_in(land, of)
    with pytest.raises(SayWhy):
        return_report(by=land.township, at=land.now, round_id=of.id, place=VILLAGE, reason=" ")
    return_report(by=land.township, at=land.now, round_id=of.id, place=VILLAGE, reason="潘金土的房子再看看")
    with pytest.raises(ReportMoved):
        sign(land, of)
    hand_in(land, of)
    sign(land, of)
    hand_in(land, of, TOWNSHIP, by=land.township)
    with pytest.raises(TownshipHandedIn):
        return_report(by=land.colleague, at=land.now, round_id=of.id, place=VILLAGE, reason="再看看")
    return_report(by=land.county, at=land.now, round_id=of.id, place=TOWNSHIP, reason="再看看")
    return_report(by=land.colleague, at=land.now, round_id=of.id, place=VILLAGE, reason="再看看")
    assert Report.objects.get(round=of, region=VILLAGE).state == ReportState.BACK


def test_another_village_does_not_exist(land):
    of = land.open()
    with pytest.raises(NotFound):
        hand_in(land, of, OTHER_VILLAGE)
    with pytest.raises(NotFound):
        sign(land, of, OTHER_VILLAGE)
    with pytest.raises(NotAllowed):
        sign(land, of, by=land.village)
    with pytest.raises(NotFound):
        note_absence(
            by=land.village,
            at=land.now,
            round_id=of.id,
            elder_id=land.far.id,
            why=WhyNot.AWAY,
            on=timezone.localdate(land.now),
        )


def test_another_reason_needs_words(land):
    of = land.open()
    with pytest.raises(WordsMissing):
        note_absence(
            by=land.village,
            at=land.now,
            round_id=of.id,
            elder_id=land.pan.id,
            why=WhyNot.OTHER,
            on=timezone.localdate(land.now),
        )


def test_more_time_and_called_off(land):
    of = land.open()
    days = {"villages_due": of.villages_due + DAY, "townships_due": of.townships_due + DAY}
    extend_round(by=land.county, at=land.now, round_id=of.id, reason="台风", **days)
    with pytest.raises(NotLater):
        extend_round(by=land.county, at=land.now, round_id=of.id, reason="台风", **days)
    call_off_round(by=land.county, at=land.now, round_id=of.id, reason="重复了")
    with pytest.raises(RoundOver):
        hand_in(land, of)
    land.open()  # another one of the kind may begin


def test_who_left_is_not_asked_about(land):
    of = land.open()
    leave_registry(
        by=land.village,
        at=land.now,
        elder=land.pan,
        on=timezone.localdate(land.now),
        reason="去世",
        died=True,
    )
    assert left(of) == {"林细妹"}


def test_reminders_go_out_once(land):
    of = land.open()
    assert remind(at=land.now) == 0
    soon = land.now + 8 * DAY
    assert (remind(at=soon), remind(at=soon), remind(at=soon + DAY)) == (2, 0, 0)
    late = land.now + 11 * DAY
    assert (remind(at=late), remind(at=late + 2 * DAY), remind(at=late + 7 * DAY)) == (2, 0, 4)
    overdue = Event.objects.filter(name="accounts.round.overdue", region_code=VILLAGE).first()
    assert {user.id for user in round_audience(overdue)} == {
        user.id for user in (land.village, land.township, land.colleague)
    }
    assert of.id


@pytest.mark.verifies(28)
def test_standings_take_as_many_queries_for_one_village_as_for_many(land, django_assert_num_queries):
    of = land.open()
    reports = list(Report.objects.filter(round=of).select_related("round", "region"))
    with django_assert_num_queries(2):
        standings(of, reports[:1], within=of.region_id)
    with django_assert_num_queries(2):
        found = standings(of, reports, within=of.region_id)
    assert sum(one.asked for one in found if one.report.rung == Rung.VILLAGE) == 3
