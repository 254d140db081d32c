"""The pages of activities, as each reader sees them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.access.enums import Role
from services.activities.models import Activity, Guest
from tests import personas
from tests.personas import COUNTY, VILLAGE
from tests.places.test_places import entered

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_from_the_announcement_to_the_list() -> None:
    village = signed_in(personas.user("陈福", Role.VILLAGE_WORKER, region=VILLAGE))
    place, lin = entered("幸福院"), personas.elder(minutes=0)
    today = timezone.localdate()
    sent = {"kind": "SAFETY", "title": "防骗讲座", "place": str(place.id), "on": today.isoformat()}
    sent |= {"starts": "00:01", "ends": "11:00", "rhythm": "WEEKLY"}
    assert village.post(reverse("activities:new"), {**sent, "last_on": ""}).status_code == 422
    later = (today + timedelta(days=15)).isoformat()
    assert village.post(reverse("activities:new"), {**sent, "last_on": later}).status_code == 303
    assert Activity.objects.count() == 3
    first = Activity.objects.order_by("starts_at")[0]
    asked = {"region": COUNTY, "all": "1"}
    assert "防骗讲座" in Client().get(reverse("activities:calendar"), asked).content.decode()
    assert "防骗讲座" in Client().get(reverse("activities:activity", args=[first.id])).content.decode()
    feed = Client().get(reverse("activities:feed"), {"region": COUNTY})
    assert feed["Content-Type"].startswith("text/calendar")
    helper = signed_in(personas.proxy(lin))
    coming = Activity.objects.order_by("starts_at")[1]
    assert "防骗讲座" in helper.get(reverse("activities:elder", args=[lin.id])).content.decode()
    seat = {"elder": str(lin.id)}
    assert helper.post(reverse("activities:seat", args=[coming.id]), seat).status_code == 303
    assert helper.get(reverse("activities:desk", args=[coming.id])).status_code == 404
    page = village.get(reverse("activities:desk", args=[coming.id])).content.decode()
    assert "林细妹" in page
    assert "林细妹" in village.get(reverse("activities:paper", args=[coming.id])).content.decode()
    assert village.get(reverse("activities:paper", args=[coming.id]), {"sheet": "1"}).status_code == 200
    desk = reverse("activities:desk", args=[first.id])
    assert village.post(desk, {"receive": "1", "name": "林细妹", "proof": "SEEN"}).status_code == 303
    assert village.post(desk, {"receive": "1", "name": "没这人"}).status_code == 422
    turn = reverse("activities:turn", args=[first.id])
    assert village.post(turn, {"how": "close", "report": "来了不少人", "others": "3"}).status_code == 303
    guest = Guest.objects.get(activity=first)
    liked = {"liked": "5", "words": "好懂"}
    assert helper.post(reverse("activities:guest", args=[guest.id]), liked).status_code == 303
    assert "来了不少人" in Client().get(reverse("activities:activity", args=[first.id])).content.decode()
    off = {"how": "call_off", "reason": "下雨", "rest": "1"}
    assert village.post(reverse("activities:turn", args=[coming.id]), off).status_code == 303
    assert Activity.objects.filter(status="CANCELLED").count() == 2
    assert "白岩村" in village.get(reverse("activities:reach"), {"kind": "SAFETY"}).content.decode()


def test_whoever_runs_nothing_announces_nothing() -> None:
    guo = signed_in(personas.volunteer())
    assert guo.get(reverse("activities:new")).status_code == 403
    assert guo.get(reverse("activities:run")).status_code == 200


def test_over_http() -> None:
    lin = personas.elder(minutes=0)
    village, mei = APIClient(), APIClient()
    village.force_authenticate(personas.user("陈福", Role.VILLAGE_WORKER, region=VILLAGE))
    mei.force_authenticate(personas.proxy(lin))
    today = timezone.localdate().isoformat()
    body = {"kind": "LAW", "title": "送法", "on": today, "starts": "00:01", "ends": "11:30", "region": VILLAGE}
    assert mei.post("/api/v1/activities/", {**body, "where": "圩场"}, format="json").status_code == 404
    made = village.post("/api/v1/activities/", {**body, "where": "圩场"}, format="json")
    assert made.status_code == 201
    address = f"/api/v1/activities/{made.json()[0]['id']}/"
    assert mei.get(address).json()["status"] == "PLANNED"
    assert village.post(f"{address}begin/", {}, format="json").status_code == 200
    came = village.post(f"{address}guests/", {"name": "林细妹"}, format="json")
    assert came.status_code == 201
    assert mei.get(f"{address}guests/").status_code == 404
    assert village.post(f"{address}close/", {"others": 4}, format="json").json()["others"] == 4
    rated = mei.post(f"/api/v1/guests/{came.json()['id']}/rate/", {"liked": 4}, format="json")
    assert rated.json()["liked"] == 4
    reach = village.get("/api/v1/activities/reach/", {"since": today, "until": today}).json()
    assert [(one["village"], one["came"]) for one in reach] == [(VILLAGE, 1)]
    assert village.get("/api/v1/activities/reach/", {"since": "0001-01-01", "until": today}).status_code == 400
