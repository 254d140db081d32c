"""The ten-working-day clock: what is late, what is due soon, for whom."""

from datetime import date, timedelta

import pytest

from services.orders.queries.records import clock, counted, for_list, sifted, unrecorded
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE
from tests.records.ground import confirmed, served, served_by_member, stage

pytestmark = pytest.mark.django_db


def test_the_clock_by_the_rule_of_the_region():
    time = clock(COUNTY, today=date(2026, 11, 19))
    assert time.working_days == 10
    assert "67" in time.citation
    assert time.due(date(2026, 11, 5)).on == date(2026, 11, 19)  # due today, so not late
    assert time.late_until == date(2026, 11, 4)
    assert time.soon_until == date(2026, 11, 10)


def test_what_is_late_and_what_is_due_soon():
    here = stage()
    days = {19: "waiting", 8: "soon", 1: "late"}
    for day in days:
        served(here, at=NOW.replace(day=day), minutes=20)
    confirmed(here, at=NOW.replace(day=2), minutes=20)  # has its record
    time = clock(VILLAGE, today=date(2026, 11, 19))
    seats = unrecorded(codes=[TOWNSHIP])
    counts = counted(seats, time)
    assert (counts.waiting, counts.late, counts.soon) == (3, 1, 1)
    assert [seat.checked_in_at.day for seat in for_list(sifted(seats, time, "late"), "due")] == [1]
    assert [seat.checked_in_at.day for seat in for_list(sifted(seats, time, "soon"), "due")] == [8]
    assert [seat.checked_in_at.day for seat in for_list(seats, "-due")] == [19, 8, 1]
    assert not unrecorded(codes=["350425101"]).exists()


def test_the_edge_of_the_day_is_not_late():
    here = stage()
    served(here, at=NOW.replace(day=4), minutes=20)
    assert counted(unrecorded(codes=[COUNTY]), clock(COUNTY, today=date(2026, 11, 18))).late == 0
    assert counted(unrecorded(codes=[COUNTY]), clock(COUNTY, today=date(2026, 11, 19))).late == 1


def test_an_organisation_sees_its_own_and_paid_work_never_counts():
    here, manager, member = stage(), personas.user("罗队长"), personas.user("陈志愿")
    team = personas.organisation(manager, member)
    served_by_member(here, team, manager, member)
    served(here, at=NOW + timedelta(days=1))
    assert unrecorded(organisation_id=team.id).count() == 1
    team.kind = "HOME_CARE"
    team.save()
    assert unrecorded(organisation_id=team.id).count() == 0
    assert unrecorded(codes=[COUNTY]).count() == 1
