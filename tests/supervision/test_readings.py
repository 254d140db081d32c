"""The gauges: every figure recomputed from its own cases by other code, frozen, and unmoved by what comes later."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.access.enums import Role
from accounts.elders.models import Elder
from services.incidents.actions.acknowledge_incident import acknowledge_incident
from services.incidents.actions.report_incident import report_incident
from services.orders.actions.cancel_order import cancel_order
from services.supervision.actions.count_late import count_late
from services.supervision.actions.take_readings import take_readings
from services.supervision.models import Case, Late, Reading
from services.supervision.queries.board import cases_on, course, sums
from services.visits.actions.record_visit import record_visit
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 18)
NIGHT = datetime(2026, 11, 18, 17, 40, tzinfo=NOW.tzinfo)  # 1:40 on the 19th in Datian
WELL = {"health": "WELL"}


def reading(gauge: str, place: str = COUNTY, on: date = DAY) -> Reading:
    return Reading.objects.get(gauge=gauge, region_code=place, on=on)


def pair(gauge: str, place: str = COUNTY, on: date = DAY) -> tuple[int, int]:
    found = reading(gauge, place, on)
    return found.numerator, found.denominator


def known(elder: Elder, *, complete: int = 100, checked: date | None = date(2026, 6, 1), tier: str = "LOW") -> Elder:
    Elder.objects.filter(id=elder.id).update(
        complete_percent=complete, checked_on=checked, tier=tier, registered_at=NOW - timedelta(days=40)
    )
    return elder


@pytest.fixture
def worker():
    return personas.user("村干部", Role.VILLAGE_WORKER, region=VILLAGE)


def visit(worker, elder, at, *, recorded=None, **more):
    return record_visit(
        by=worker,
        at=recorded or at,
        happened_at=at,
        elder_id=elder.id,
        **{"mode": "HOME", "outcome": "VISITED", "answers": WELL, **more},
    )


def test_known_elders_are_whole_and_fresh():
    known(personas.elder("甲"))
    known(personas.elder("乙"), complete=89)
    known(personas.elder("丙"), checked=date(2025, 11, 17))
    known(personas.elder("丁"), checked=None)
    known(personas.elder("戊", village=OTHER_VILLAGE), complete=90, checked=date(2025, 11, 18))
    take_readings(at=NIGHT)
    assert pair("REGISTRY") == (2, 5)
    assert pair("REGISTRY", VILLAGE) == (1, 4)
    assert pair("REGISTRY", TOWNSHIP) == (1, 4)
    assert pair("REGISTRY", OTHER_VILLAGE) == (1, 1)
    by_hand = sum(
        row.facts["complete"] >= 90
        and row.facts["checked_on"] is not None
        and date.fromisoformat(row.facts["checked_on"]) >= DAY - timedelta(days=365)
        for row in cases_on([COUNTY], "REGISTRY", DAY)
    )
    assert by_hand == 2


def test_high_risk_is_met_at_the_door_only(worker):
    met, rung, long_ago, nobody = (known(personas.elder(name), tier="HIGH") for name in "甲乙丙丁")
    known(personas.elder("戊"))  # not at high risk
    visit(worker, met, NOW - timedelta(days=29))
    visit(worker, rung, NOW - timedelta(days=3), mode="PHONE")
    visit(worker, nobody, NOW - timedelta(days=3), outcome="NOT_AT_HOME", answers={})
    visit(worker, long_ago, NOW - timedelta(days=32))
    take_readings(at=NIGHT)
    assert pair("RISKS", VILLAGE) == (1, 4)
    assert {row.subject_id for row in cases_on([VILLAGE], "RISKS", DAY, short_only=True)} == {
        rung.id,
        long_ago.id,
        nobody.id,
    }


def test_what_arrives_later_stands_beside_the_frozen_figure(worker):
    at_risk = known(personas.elder("甲"), tier="HIGH")
    other = known(personas.elder("乙"), tier="HIGH")
    take_readings(at=NIGHT)
    assert pair("RISKS", VILLAGE) == (0, 2)
    visit(worker, at_risk, NIGHT - timedelta(days=1), recorded=NOW)  # made before the night, synced after it
    visit(worker, other, NOW)  # made afterwards: nothing of that day
    take_readings(at=NOW)
    count_late(at=NOW + timedelta(minutes=1))
    assert pair("RISKS", VILLAGE) == (0, 2)
    late = Late.objects.get(gauge="RISKS", region_code=VILLAGE, on=DAY)
    assert (late.arrived, late.numerator, late.denominator) == (1, 1, 2)
    came = Late.objects.get(gauge="EVIDENCE", region_code=COUNTY, on=DAY)
    assert (came.arrived, came.numerator, came.denominator) == (1, 1, 1)
    count_late(at=NOW + timedelta(minutes=1))
    assert Late.objects.filter(on=DAY, region_code=VILLAGE).count() == 2
    tomorrow = NOW + timedelta(days=1)
    take_readings(at=tomorrow)
    assert pair("RISKS", VILLAGE, date(2026, 11, 19)) == (2, 2)
    assert [row.reached for row in cases_on([VILLAGE], "RISKS", DAY)] == [False, False]


def test_an_emergency_answered_in_time():
    elder = personas.elder("甲")
    worker = personas.user("村干部", Role.VILLAGE_WORKER, region=VILLAGE)
    for minutes, answered in ((29, 30), (29, 31), (0, None)):
        at = NOW - timedelta(days=2, minutes=minutes)
        one = report_incident(by=worker, at=at, elder_id=elder.id, kind="FALL", severity="SERIOUS", to="VILLAGE")
        if answered:
            acknowledge_incident(by=worker, at=at + timedelta(minutes=answered), incident_id=one.id)
    take_readings(at=NIGHT)
    assert pair("RESPONSE", VILLAGE) == (1, 3)
    seconds = [
        (datetime.fromisoformat(row.facts["first_at"]) - datetime.fromisoformat(row.facts["reported_at"])).seconds
        if row.facts["first_at"]
        else None
        for row in cases_on([COUNTY], "RESPONSE", DAY)
    ]
    assert sum(one is not None and one <= 30 * 60 for one in seconds) == 1


def test_harm_told_past_the_village_is_not_counted_in_the_village():
    elder = personas.elder("甲")
    finder = personas.proxy(elder)
    report_incident(
        by=finder, at=NOW - timedelta(days=2), elder_id=elder.id, kind="UNLAWFUL_HARM", severity="SERIOUS", to="COUNTY"
    )
    take_readings(at=NIGHT)
    assert not Reading.objects.filter(gauge="RESPONSE", region_code=VILLAGE).exists()
    assert pair("RESPONSE", TOWNSHIP) == (0, 1)


def test_visits_in_haste_do_not_hold(worker):
    elders = [known(personas.elder(f"老人{n}")) for n in range(6)]
    start = NOW - timedelta(days=3)
    for number, elder in enumerate(elders[:5]):
        visit(worker, elder, start + timedelta(minutes=2 * number))
    visit(worker, elders[5], start + timedelta(hours=3))
    take_readings(at=NIGHT)
    assert pair("EVIDENCE", VILLAGE) == (1, 6)
    assert {row.facts["doors"] for row in cases_on([VILLAGE], "EVIDENCE", DAY, short_only=True)} == {5}


def test_who_got_nothing(worker):
    rung, nobody = known(personas.elder("甲")), known(personas.elder("乙"))
    visit(worker, rung, NOW - timedelta(days=60), mode="PHONE")
    take_readings(at=NIGHT)
    assert pair("COVERAGE", VILLAGE) == (1, 2)
    assert [row.subject_id for row in cases_on([VILLAGE], "COVERAGE", DAY, short_only=True)] == [nobody.id]


def test_an_order_that_nobody_took_is_unmet():
    elder = personas.elder("甲")
    helper = personas.proxy(elder)
    begins = NOW - timedelta(days=2)
    for ahead in (None, timedelta(hours=3), timedelta(hours=25)):  # never taken back; late; in good time
        order = personas.order(helper, elder, at=begins - timedelta(days=4), hours=96)
        if ahead:
            cancel_order(by=helper, at=begins - ahead, order_id=order.id, reason="没人来")
        begins -= timedelta(hours=2)
    take_readings(at=NIGHT)
    assert pair("ORDERS", VILLAGE) == (0, 2)
    assert sorted(row.facts["how"] for row in cases_on([VILLAGE], "ORDERS", DAY)) == ["CANCELLED", "NOBODY"]


def test_a_night_run_twice_writes_once_and_missed_nights_are_caught_up():
    known(personas.elder("甲"))
    assert take_readings(at=NIGHT) > 0
    assert take_readings(at=NIGHT) == 0
    take_readings(at=NIGHT + timedelta(days=3))
    days = lambda gauge: set(Reading.objects.filter(gauge=gauge, region_code=COUNTY).values_list("on", flat=True))  # noqa: E731
    assert days("RESPONSE") == {DAY + timedelta(days=n) for n in range(4)}
    assert reading("RESPONSE", on=DAY + timedelta(days=1)).drawn_later
    assert not reading("RESPONSE", on=DAY + timedelta(days=3)).drawn_later
    assert days("REGISTRY") == {DAY, DAY + timedelta(days=3)}  # a dossier of a night gone by is not known any more
    assert Case.objects.filter(gauge="REGISTRY").count() == 1  # nothing changed: one row for all its days


def test_nobody_changes_what_is_frozen():
    known(personas.elder("甲"))
    take_readings(at=NIGHT)
    for spoil in (
        lambda: Reading.objects.update(numerator=1),
        lambda: Reading.objects.all().delete(),
        lambda: Case.objects.update(reached=True),
        lambda: Case.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()
    Case.objects.update(until=DAY + timedelta(days=1))
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.update(until=DAY + timedelta(days=2))


def test_somebody_who_moves_counts_where_they_lived(django_assert_max_num_queries):
    elder = known(personas.elder("甲"))
    take_readings(at=NIGHT)
    elder.person.home_id = OTHER_VILLAGE
    elder.person.save()
    take_readings(at=NOW + timedelta(days=1))
    after = date(2026, 11, 19)
    assert pair("REGISTRY", VILLAGE) == (1, 1)
    assert not Reading.objects.filter(gauge="REGISTRY", region_code=VILLAGE, on=after).exists()
    assert pair("REGISTRY", OTHER_VILLAGE, after) == (1, 1)
    assert pair("REGISTRY", COUNTY, after) == (1, 1)
    with django_assert_max_num_queries(4):
        found = sums(COUNTY, after)
    assert [one.reading.percent for one in found] == [100.0, None, None, None, 0.0, None]
    assert "90%" in found[0].counted
    assert [row.on for row in course(COUNTY, "REGISTRY", after)] == [after]


def test_the_day_ends_at_midnight_here():
    assert timezone.localdate(NIGHT) == date(2026, 11, 19)
