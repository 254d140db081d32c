"""Owed by age against what can be served: every number by hand."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.access.enums import Role
from services.supervision.solvency import Assumed, cohorts, project, unknown
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, VILLAGE
from timebank.ledger.queries.cohorts import earned_by_birth_year, owed_by_birth_year

OWED = {1943: (1, 1000), 1956: (2, 600), None: (1, 50)}
SERVED = {1952: (1, 400), 1980: (3, 1000)}


def test_cohorts_add_up_and_the_unknown_stand_apart():
    found = cohorts(OWED, SERVED, this_year=2026)
    assert [(one.least, one.owed, one.served) for one in found] == [
        (0, 0, 1000),
        (50, 0, 0),
        (60, 0, 0),
        (70, 600, 400),
        (80, 1000, 0),
    ]
    assert unknown(OWED) == (1, 50)


def test_the_projection_by_hand():
    years = project(OWED, SERVED, Assumed(75, 10, 75, 5), this_year=2026, years=15)
    assert (years[0].year, years[0].wanted) == (2027, 100)  # those past 75 begin now
    assert years[0].supply == 1000 * 95 // 100  # whoever turns 75 in 2027 serves no more
    assert years[4].wanted == 100 + 60  # in 2031 the others turn 75
    assert years[10].wanted == 60  # in 2037 the first have had everything
    assert years[-1].wanted == 0
    assert years[-1].covered is None
    assert sum(one.wanted for one in years) == 1600
    assert years[1].covered == 1000 * 95 * 95 // 10_000


@pytest.mark.django_db
def test_the_sums_come_from_the_passbooks(client):
    personas.elder("林细妹", minutes=300)
    personas.elder("外村", minutes=100, village=OTHER_VILLAGE)
    assert owed_by_birth_year([VILLAGE]) == {1943: (1, 300)}
    assert owed_by_birth_year([COUNTY]) == {1943: (2, 400)}
    assert earned_by_birth_year([COUNTY], NOW - timedelta(days=365), NOW + timedelta(days=1)) == {}
    client.force_login(personas.user("县里", Role.COUNTY_OFFICIAL, region=COUNTY))
    assert "6:40" in client.get(reverse("supervision:solvency")).content.decode()
    assert client.get(reverse("supervision:solvency"), {"place": VILLAGE}).status_code == 200
    client.force_login(personas.user("村里", Role.VILLAGE_WORKER, region=OTHER_VILLAGE))
    assert client.get(reverse("supervision:solvency"), {"place": VILLAGE}).status_code == 404
