"""Each value has a source and a date; nothing that was said is ever overwritten."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.elders.actions.check_dossier import check_dossier
from accounts.elders.actions.keeping import ElderLeft, LongReason, NotYet
from accounts.elders.actions.record_facts import UnknownField, record_facts
from accounts.elders.enums import Source
from accounts.elders.fields import Group
from accounts.elders.kinds import BadValue
from accounts.elders.models import Elder, Fact
from accounts.elders.queries.dossier import dossier_of, facts_of, history_of, values_of
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from tests import personas
from tests.dossier.stories import TODAY, fill, stranger, worker
from tests.personas import NOW

pytestmark = pytest.mark.django_db


def learn(by, elder, *, as_of=TODAY, source=Source.SURVEY, reason="", **values):
    return record_facts(by=by, at=NOW, elder=elder, values=values, source=source, as_of=as_of, reason=reason)


def test_a_value_carries_its_source_its_day_and_who_said_so():
    lin, mei = personas.elder(), worker()
    learn(mei, lin, lives_with="ALONE", illnesses=["JOINTS", "HYPERTENSION"], source=Source.VISIT, reason="上门看过")
    facts = facts_of(lin)
    assert list(facts) == ["illnesses", "lives_with"]
    fact = facts["lives_with"]
    assert (fact.source, fact.as_of, fact.recorded_by, fact.reason) == (Source.VISIT, TODAY, mei, "上门看过")
    assert values_of(lin) == {"illnesses": ["HYPERTENSION", "JOINTS"], "lives_with": "ALONE"}
    event = Event.objects.get(name="accounts.elder.facts_recorded")
    assert event.detail["fields"] == ["lives_with", "illnesses"]
    assert "ALONE" not in str(event.detail)


def test_the_list_of_elders_knows_who_lives_alone_and_when_somebody_looked():
    lin = personas.elder()
    learn(None, lin, lives_with="ALONE")
    lin.refresh_from_db()
    assert (lin.lives_alone, lin.checked_on) == (True, TODAY)
    assert lin.complete_percent > 0
    learn(None, lin, lives_with="SPOUSE")
    assert not Elder.objects.get(id=lin.id).lives_alone


def test_a_later_value_supersedes_and_the_one_before_is_kept():
    lin = personas.elder()
    learn(None, lin, house="土墙两间", as_of=TODAY - timedelta(days=400))
    learn(None, lin, house="砖房两层")
    assert values_of(lin) == {"house": "砖房两层"}
    assert Fact.objects.filter(elder=lin, superseded_at__isnull=False).count() == 1


def test_an_unchanged_value_seen_later_is_fresher_and_seen_earlier_nothing():
    lin = personas.elder()
    learn(None, lin, house="砖房两层", as_of=date(2026, 1, 1))
    assert learn(None, lin, house="砖房两层", as_of=date(2025, 1, 1)) == []
    assert len(learn(None, lin, house="砖房两层")) == 1
    assert facts_of(lin)["house"].as_of == TODAY


def test_what_was_so_before_goes_into_the_history_only():
    lin = personas.elder()
    learn(None, lin, lives_with="SPOUSE")
    (old,) = learn(None, lin, lives_with="ALONE", as_of=date(2024, 1, 1), source=Source.IMPORT)
    assert old.superseded_at == NOW
    assert values_of(lin) == {"lives_with": "SPOUSE"}
    assert not Elder.objects.get(id=lin.id).lives_alone


def test_a_value_no_longer_known_leaves_a_trace():
    lin = personas.elder()
    learn(None, lin, family_doctor="苏医生")
    learn(None, lin, family_doctor=None, reason="换了，还不知道是谁")
    assert values_of(lin) == {}
    assert "换了，还不知道是谁" in [entry.reason for entry in history_of(lin)]


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("lives_with", "MOON"),
        ("illnesses", "DIABETES"),
        ("grandchildren", -1),
        ("grandchildren", True),
        ("smoke_alarm", "yes"),
        ("health_check_on", "2026-02-30"),
        ("house", ""),
        ("house", "字" * 201),
        ("house", "a\x00b"),
    ],
)
def test_a_value_its_field_cannot_hold_is_refused_and_nothing_is_written(code, value):
    lin = personas.elder()
    with pytest.raises(BadValue) as refusal:
        learn(None, lin, **{"marital": "WIDOWED", code: value})
    assert refusal.value.field == code
    assert not Fact.objects.exists()


def test_unknown_fields_days_to_come_and_long_reasons_are_refused():
    lin = personas.elder()
    with pytest.raises(UnknownField):
        learn(None, lin, shoe_size=38)
    with pytest.raises(NotYet):
        learn(None, lin, house="砖房", as_of=TODAY + timedelta(days=1))
    with pytest.raises(LongReason):
        learn(None, lin, house="砖房", reason="字" * 201)


def test_the_next_village_cannot_write_and_a_volunteer_may_not():
    lin = personas.elder()
    with pytest.raises(NotFound):
        learn(stranger(), lin, house="砖房")
    with pytest.raises(NotAllowed):
        learn(personas.volunteer(), lin, house="砖房")
    assert not Fact.objects.exists()


def test_a_dossier_that_is_closed_stays_as_it_was():
    lin = personas.elder()
    Elder.objects.filter(id=lin.id).update(left_on=TODAY)
    with pytest.raises(ElderLeft):
        learn(worker(), lin, house="砖房")


def test_a_check_makes_old_values_fresh_without_writing_them_again():
    lin, mei = personas.elder(), worker()
    fill(lin, as_of=date(2025, 1, 1))
    stale = dossier_of(lin).completeness(TODAY).stale
    assert {one.group for one in stale} == {Group.BASIC, Group.HEALTH, Group.ECONOMY, Group.LIVING, Group.NEEDS}
    before = Fact.objects.count()
    check_dossier(by=mei, at=NOW, elder=lin, groups=[Group.ECONOMY], source=Source.VISIT, as_of=TODAY)
    assert Fact.objects.count() == before
    assert Group.ECONOMY not in {one.group for one in dossier_of(lin).completeness(TODAY).stale}
    assert facts_of(lin)["poverty"].true_on == TODAY
    with pytest.raises(NotFound):
        check_dossier(by=stranger(), at=NOW, elder=lin, groups=[Group.LIVING], source=Source.VISIT, as_of=TODAY)


def test_a_whole_dossier_has_100_and_an_empty_one_names_everything():
    lin = personas.elder()
    empty = dossier_of(lin).completeness(TODAY)
    assert empty.percent < 20
    assert empty.checked_days_ago is None
    assert {"marital", "id_number", "supporters", "guardian", "visitor"} <= {one.code for one in empty.missing}
    fill(lin)
    lin.refresh_from_db()
    whole = dossier_of(lin).completeness(TODAY)
    assert (whole.percent, whole.missing, whole.stale, whole.checked_days_ago) == (100, [], [], 0)
    assert lin.complete_percent == 100


def test_whoever_has_no_kin_lacks_no_supporters():
    lin = personas.elder()
    learn(None, lin, categories=["NO_KIN"])
    assert "supporters" not in {one.code for one in dossier_of(lin).completeness(TODAY).missing}


@pytest.mark.verifies(3)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE elders_fact SET value = '1.AAAA'",
        "UPDATE elders_fact SET value = ''",
        "UPDATE elders_fact SET as_of = '2020-01-01'",
        "UPDATE elders_fact SET source = 'OFFICE', superseded_at = now()",
        "UPDATE elders_fact SET superseded_at = NULL WHERE superseded_at IS NOT NULL",
        "UPDATE elders_fact SET superseded_at = now() WHERE superseded_at IS NOT NULL",
        "DELETE FROM elders_fact",
        "TRUNCATE elders_fact CASCADE",
        "UPDATE elders_whereabouts SET place = ''",
        "UPDATE elders_whereabouts SET confirmed_at = NULL",
        "DELETE FROM elders_whereabouts",
        "UPDATE elders_change SET reason = 'x'",
        "DELETE FROM elders_change",
        "UPDATE elders_check SET as_of = '2020-01-01'",
        "SET LOCAL timebank.housekeeping = 'reseal'; UPDATE elders_fact SET value = '1.AAAA'",
        "SET LOCAL timebank.housekeeping = 'erase'; UPDATE elders_fact SET value = '1.AAAA'",
        "SET LOCAL timebank.housekeeping = 'erase'; DELETE FROM elders_fact",
        "SET LOCAL timebank.housekeeping = 'erase'; UPDATE elders_fact SET reason = ''",
        "SET LOCAL timebank.housekeeping = 'erase'; UPDATE elders_fact SET value = '', reason = 'x'",
        "SET LOCAL timebank.housekeeping = 'reseal'; UPDATE elders_fact SET value = '', reason = ''",
        "UPDATE elders_fact SET value = '', reason = ''",
    ],
)
def test_history_cannot_be_rewritten(statement):
    lin = personas.elder()
    fill(lin)
    learn(None, lin, house="换了一间", reason="去看过")
    check_dossier(by=None, at=NOW, elder=lin, groups=list(Group), source=Source.VISIT, as_of=TODAY)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_keeping_house_may_change_the_key_and_erase_a_value_for_good():
    lin = personas.elder()
    learn(None, lin, house="砖房", reason="去看过")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL timebank.housekeeping = 'reseal'")
        cursor.execute("UPDATE elders_fact SET value = '2' || substr(value, strpos(value, '.'))")
        cursor.execute("SET LOCAL timebank.housekeeping = 'erase'")
        cursor.execute("UPDATE elders_fact SET value = '', reason = ''")
    assert values_of(lin) == {}
    assert Fact.objects.get().reason == ""


def test_values_are_sealed_at_rest():
    lin = personas.elder()
    learn(None, lin, health_note="怕黑")
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM elders_fact")
        assert "怕黑" not in cursor.fetchone()[0]
