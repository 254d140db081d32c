"""The pages and the API of places, as each reader sees them."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.access.enums import Role
from accounts.regions.models import Region
from services.places.actions.keeping import PlaceSheet
from services.places.actions.open_place import open_place
from services.places.models import Place, PlaceMerge, SafetyCheck, Stay, Terms
from tests import personas
from tests.personas import COUNTY, NOW, VILLAGE
from tests.places.test_places import entered

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def official() -> Client:
    return signed_in(personas.user("林科", Role.COUNTY_OFFICIAL, region=COUNTY))


def test_keeping_a_place_from_terms_to_merging() -> None:
    county = official()
    home, centre = entered("幸福院甲"), entered("大楼", noon_beds=4)
    page = county.get(reverse("places:kept"), {"q": "幸福"}).content.decode()
    assert "幸福院甲" in page
    assert "大楼" not in page
    terms = {"set": "1", "basis": "OWN", "first_on": "2026-01-01", "words": "村里自己办"}
    assert county.post(reverse("places:terms", args=[home.id]), terms).status_code == 303
    assert county.post(reverse("places:terms", args=[home.id]), terms).status_code == 422  # overlaps
    assert county.post(reverse("places:budget", args=[home.id])).status_code == 303
    assert "幸福院" in county.get(reverse("places:terms", args=[home.id])).content.decode()
    running = Terms.objects.get()
    end = {"end": "1", "terms": running.id, "last_on": timezone.localdate().isoformat(), "reason": "人手不够"}
    assert county.post(reverse("places:terms", args=[home.id]), end).status_code == 303
    soon = (timezone.localdate() + DAY).isoformat()
    merge = {"merge": "1", "places": [str(home.id)], "merged_on": soon, "reason": "整合"}
    assert county.post(reverse("places:merge", args=[centre.id]), merge).status_code == 303
    assert "大楼" in Client().get(reverse("places:place", args=[home.id])).content.decode()
    assert county.post(reverse("places:part", args=[PlaceMerge.objects.get().id])).status_code == 303
    assert Place.objects.get(id=home.id).merged_into is None


def test_safety_of_a_dwelling_for_the_village_alone() -> None:
    village = signed_in(personas.user("陈福", Role.VILLAGE_WORKER, region=VILLAGE))
    sheet = PlaceSheet(name="老人公寓", address="村尾")
    home = open_place(
        by=None, at=NOW, kind="SHARED_DWELLING", region_code=VILLAGE, opened_on=date(2026, 1, 1), sheet=sheet
    )
    assert Client().get(reverse("places:place", args=[home.id])).status_code == 404
    assert "从没查过" in village.get(reverse("places:safety")).content.decode()
    today = timezone.localdate().isoformat()
    sent = {"note": "1", "checked_on": today, "checked_by": "消防所", "grade": "LOW", "devices": ["EXTINGUISHER"]}
    sent |= {"findings": "线路老化", "due_on": today}
    assert village.post(reverse("places:checks", args=[home.id]), sent).status_code == 303
    page = village.get(reverse("places:safety"), {"lack": "DEVICES"}).content.decode()
    assert "简易喷淋" in page
    check = SafetyCheck.objects.get()
    fix = {"fixed_on": today, "words": "换了线"}
    assert village.post(reverse("places:check", args=[check.id]), fix).status_code == 303
    assert village.get(reverse("places:safety"), {"sheet": "1"})["Content-Disposition"].endswith(".xlsx")
    stranger = signed_in(personas.user("外村", Role.VILLAGE_WORKER, region="350425101201"))
    assert stranger.post(reverse("places:check", args=[check.id]), fix).status_code == 404


def test_a_stay_is_booked_received_and_counted() -> None:
    place, lin = entered("幸福院"), personas.elder()
    helper = signed_in(personas.proxy(lin))
    today = timezone.localdate()
    book = {"book": "1", "place": str(place.id), "kind": "NOON_REST", "on": today.isoformat(), "note": "靠窗"}
    assert helper.post(reverse("places:stays", args=[lin.id]), book).status_code == 303
    assert "幸福院" in helper.get(reverse("places:stays", args=[lin.id])).content.decode()
    assert helper.get(reverse("places:day", args=[place.id])).status_code == 404
    village = signed_in(personas.user("陈福", Role.VILLAGE_WORKER, region=VILLAGE))
    page = village.get(reverse("places:day", args=[place.id])).content.decode()
    assert "靠窗" in page
    here = {"receive": "1", "kind": "NOON_REST", "name": "林细妹"}
    assert village.post(reverse("places:day", args=[place.id]), here).status_code == 303
    assert village.post(reverse("places:day", args=[place.id]), {**here, "name": "没这人"}).status_code == 422
    personas.elder()  # another of the same name
    several = village.post(reverse("places:day", args=[place.id]), {**here, "kind": "COMPANY"})
    assert several.status_code == 422
    assert "是哪一位？" in several.content.decode()
    assert ">1<" in village.get(reverse("places:attendance", args=[place.id])).content.decode()
    back = {"how": "take_back", "back": "day"}
    assert village.post(reverse("places:stay", args=[Stay.objects.get().id]), back).status_code == 303
    assert Stay.objects.get().status == "CANCELLED"


def test_coverage_says_whom_nothing_reaches() -> None:
    personas.elder(minutes=0)
    Region.objects.filter(code=VILLAGE).update(latitude=25.7, longitude=117.85)
    county = official()
    page = county.get(reverse("places:coverage")).content.decode()
    assert "白岩村" in page
    assert county.get(reverse("places:coverage"), {"sheet": "1"}).status_code == 200
    assert signed_in(personas.volunteer()).get(reverse("places:coverage")).status_code == 403


def test_over_http() -> None:
    home, lin = entered("幸福院"), personas.elder()
    api = APIClient()
    api.force_authenticate(personas.user("林科", Role.COUNTY_OFFICIAL, region=COUNTY))
    today = timezone.localdate().isoformat()
    terms = {"basis": "OWN", "first_on": today, "words": "村办"}
    made = api.post(f"/api/v1/places/{home.id}/terms/", terms, format="json")
    assert made.status_code == 201
    end = {"last_on": today, "reason": "测试"}
    assert api.post(f"/api/v1/places/terms/{made.json()['id']}/end/", end, format="json").status_code == 200
    check = {"checked_on": today, "checked_by": "消防所", "grade": "GOOD"}
    assert api.post(f"/api/v1/places/{home.id}/checks/", check, format="json").status_code == 201
    assert [one["lacks"] for one in api.get("/api/v1/places/safety/").json()] == [[]]
    stay = {"elder": str(lin.id), "place": str(home.id), "on": today, "kind": "COMPANY"}
    booked = api.post("/api/v1/stays/", stay, format="json")
    assert booked.status_code == 201
    received = api.post(
        f"/api/v1/places/{home.id}/receive/", {"kind": "COMPANY", "card": lin.card_token}, format="json"
    )
    assert (received.status_code, received.json()["id"]) == (201, booked.json()["id"])
    assert api.get(f"/api/v1/places/{home.id}/attendance/").json() == [{"on": today, "kind": "COMPANY", "elders": 1}]
    assert {one["reached"] for one in api.get("/api/v1/places/coverage/").json()} == {True, None}
    assert api.get("/api/v1/places/coverage/", {"on": "0001-01-01"}).status_code == 400
