"""The pages of supervision: what they show, what they lead to, and that the sheet counts to the same figures."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.access.enums import Role
from services.supervision.actions.count_late import count_late
from services.supervision.actions.take_readings import take_readings
from services.supervision.gauges import GAUGES
from services.supervision.models import Reading
from services.visits.actions.record_visit import record_visit
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE
from tests.supervision.test_readings import NIGHT, WELL, known

pytestmark = pytest.mark.django_db


@pytest.fixture
def measured():
    """Two elders at high risk, one of them met; hasty doors; an emergency nobody took: a frozen night."""
    worker = personas.user("村干部", Role.VILLAGE_WORKER, region=VILLAGE)
    met, missed = (
        known(personas.elder(name), tier="HIGH", complete=n) for name, n in (("范细妹", 100), ("林水木", 40))
    )
    for elder, hours in ((met, 30), (missed, 900)):
        record_visit(
            by=worker, at=NOW - timedelta(hours=hours), elder_id=elder.id, mode="HOME", outcome="VISITED", answers=WELL
        )
    take_readings(at=NIGHT)
    count_late(at=NIGHT)
    return met, missed


@pytest.fixture
def county(client):
    client.force_login(personas.user("县里", Role.COUNTY_OFFICIAL, region=COUNTY))
    return client


def test_the_board_goes_down_to_the_case(measured, county, django_assert_max_num_queries):
    _met, missed = measured
    with django_assert_max_num_queries(24):
        page = county.get(reverse("supervision:board"), {"gauge": "RISKS"}).content.decode()
    assert "50.0" in page
    assert f"place={TOWNSHIP}" in page
    page = county.get(reverse("supervision:board"), {"gauge": "RISKS", "place": VILLAGE}).content.decode()
    assert "林＊木" in page
    assert "林水木" not in page
    assert "范＊妹" not in page
    assert reverse("territory:elder", args=[missed.id]) in page
    for name in ("board", "lights", "cases"):
        for gauge in GAUGES:
            assert county.get(reverse(f"supervision:{name}"), {"gauge": gauge, "all": "1"}).status_code == 200


def test_a_day_without_figures_says_so(measured, county):
    early = county.get(reverse("supervision:board"), {"on": "2020-01-01"}).content.decode()
    assert "?on=2026-11-18" in early
    assert county.get(reverse("supervision:board"), {"on": "0001-01-01"}).status_code == 200
    assert county.get(reverse("supervision:board"), {"on": "x" * 10}).status_code == 200


def test_every_figure_is_counted_again_from_the_sheet(measured, county):
    """By other code than the gauges': text in, counts out."""
    rules = {
        "REGISTRY": lambda row: int(row["complete"]) >= 90 and row["checked_on"] >= "2025-11-18",
        "RISKS": lambda row: row["met_on"] >= "2026-10-20",
        "RESPONSE": lambda row: False,
        "COVERAGE": lambda row: row["last_on"] >= "2026-08-20",
        "ORDERS": lambda row: row["how"] == "SERVED",
        "EVIDENCE": lambda row: row["clocks_differ"] == "0" and int(row["doors"]) < 5 and row["picture_used"] == "0",
    }
    seen = 0
    for reading in Reading.objects.all():
        asked = {"gauge": reading.gauge, "place": reading.region_code, "on": reading.on.isoformat(), "as": "csv"}
        sheet = county.get(reverse("supervision:rows"), asked).content.decode("utf-8-sig")
        rows = list(csv.DictReader(StringIO(sheet)))
        assert len(rows) == reading.denominator, reading.gauge
        assert sum(rules[reading.gauge](row) for row in rows) == reading.numerator, reading.gauge
        assert "范细妹" not in sheet
        seen += reading.denominator
    assert seen
    excel = county.get(reverse("supervision:rows"), {"gauge": "RISKS"})
    assert excel["Content-Type"].startswith("application/vnd.openxml")


def test_a_village_sees_its_own_only(measured, client):
    worker = personas.user("村干部", Role.VILLAGE_WORKER, region=VILLAGE)
    client.force_login(worker)
    assert client.get(reverse("supervision:board")).status_code == 200
    assert client.get(reverse("supervision:board"), {"place": COUNTY}).status_code == 404
    assert client.get(reverse("supervision:rows"), {"place": TOWNSHIP, "gauge": "RISKS"}).status_code == 404
    asked = {"place": TOWNSHIP, "gauge": "RISKS", "on": "2026-11-18"}
    api = APIClient()
    api.force_authenticate(worker)
    assert api.get(reverse("api_supervision_cases"), asked).status_code == 404
    cases = api.get(reverse("api_supervision_cases"), asked | {"place": VILLAGE}).json()
    assert [row["reached"] for row in cases["results"]] == [False, True]
    readings = api.get(reverse("api_supervision_readings"), asked | {"place": VILLAGE}).json()
    assert [(row["on"], row["percent"]) for row in readings["results"]] == [("2026-11-18", 50.0)]
    assert api.get(reverse("api_supervision_cases"), {"place": VILLAGE}).status_code == 400


def test_who_opens_no_dossiers_sees_no_names(measured, client):
    client.force_login(personas.user("督导员", Role.SUPERVISOR, region=VILLAGE))
    page = client.get(reverse("supervision:cases"), {"gauge": "RISKS", "all": "1"}).content.decode()
    assert "＊" not in page
    assert "/territory/elders/" not in page
