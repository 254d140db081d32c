"""A frozen roster stays as it was signed: by trigger, and when a trigger is switched off, by its digest."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source
from accounts.surveys.actions.return_report import return_report
from accounts.surveys.actions.sign_report import sign_report
from accounts.surveys.actions.submit_report import submit_report
from accounts.surveys.canonical import verify_roster
from accounts.surveys.models import FrozenRoster, FrozenRow
from accounts.surveys.queries import rows_of_roster
from tests.personas import TOWNSHIP, VILLAGE


@pytest.fixture
def roster(land):
    of = land.open()
    land.see(land.lin)
    land.see(land.pan)
    submit_report(by=land.village, at=land.now, round_id=of.id, place=VILLAGE)
    sign_report(by=land.township, at=land.now, round_id=of.id, place=VILLAGE)
    submit_report(by=land.township, at=land.now, round_id=of.id, place=TOWNSHIP)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing is left that would refuse for another reason
    return FrozenRoster.objects.get()


def test_the_rows_say_how_it_stood(roster):
    assert roster.counts["all"] == roster.counts["seen"] == 2
    row = FrozenRow.objects.get(roster=roster, content__isnull=False, position=1)
    assert row.content["values"]["name"] in ("林细妹", "潘金土")
    assert row.content["reasons"]
    assert verify_roster(roster).sound


def test_what_is_personal_is_sealed(roster):
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM surveys_frozenrow")
        assert not any("林细妹" in stored or "13800000000" in stored for (stored,) in cursor.fetchall())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE surveys_frozenrow SET left_behind = true",
        "DELETE FROM surveys_frozenrow",
        "TRUNCATE surveys_frozenrow",
        "UPDATE surveys_frozenroster SET digest = ''",
        "DELETE FROM surveys_frozenroster",
        "UPDATE surveys_step SET words = ''",
        "INSERT INTO surveys_frozenrow (roster_id, position, elder_id, village_code, tier, seen, why_not, content,"
        " digest) SELECT roster_id, 99, gen_random_uuid(), '', '', true, '', '', '' FROM surveys_frozenrow LIMIT 1",
    ],
)
def test_nobody_changes_it(roster, statement):
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_whoever_switches_the_trigger_off_is_found_out(roster):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE surveys_frozenrow DISABLE TRIGGER USER")
        cursor.execute("UPDATE surveys_frozenrow SET tier = 'HIGH' WHERE position = 2")
        cursor.execute("ALTER TABLE surveys_frozenrow ENABLE ALWAYS TRIGGER keeps_history_row")
    verdict = verify_roster(roster)
    assert verdict.altered == (2,)
    assert not verdict.sound


def test_a_row_that_is_gone_is_found_out(roster):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE surveys_frozenrow DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM surveys_frozenrow WHERE position = 2")
    assert not verify_roster(roster).whole


def test_later_changes_show_beside_it(land, roster):
    assert not any(row.changed for row in rows_of_roster(roster))
    later = timezone.now() + timedelta(seconds=1)
    record_facts(
        by=land.village,
        at=later,
        elder=land.pan,
        values={"smoke_alarm": False},
        source=Source.VISIT,
        as_of=timezone.localdate(land.now),
    )
    assert [row.elder_id for row in rows_of_roster(roster) if row.changed] == [land.pan.id]
    assert verify_roster(roster).sound


def test_sent_back_and_handed_in_again_freezes_another(land, roster):
    of = roster.report.round
    return_report(by=land.county, at=land.now, round_id=of.id, place=TOWNSHIP, reason="再核一次")
    submit_report(by=land.township, at=land.now + timedelta(minutes=1), round_id=of.id, place=TOWNSHIP)
    assert FrozenRoster.objects.count() == 2
    assert verify_roster(roster).sound
