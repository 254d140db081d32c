"""Places: who enters them, which is nearest, and when somebody is there."""

from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.access.enums import Role
from accounts.organisations.actions.describe_organisation import BadHours
from accounts.refusals import NotAllowed, NotFound
from services.places.actions.change_place import change_place
from services.places.actions.close_place import BadClosing, close_place
from services.places.actions.keeping import BadOperator, BadPoint, PlaceNamed, PlaceSheet
from services.places.actions.open_place import NoVillage, open_place
from services.places.actions.reopen_place import reopen_place
from services.places.models import Place
from services.places.queries import open_now, open_places, places_kept_by, places_near
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
SINCE, TODAY = date(2026, 1, 1), date(2026, 11, 19)


def entered(name: str = "老饭桌", village: str = VILLAGE, *, by: Any = None, **more: Any) -> Place:
    personas.regions()
    sheet = PlaceSheet(name=name, address="村部", **more)
    return open_place(by=by, at=NOW, kind="CANTEEN", region_code=village, opened_on=SINCE, sheet=sheet)


def clerk(region: str = TOWNSHIP) -> Any:
    return personas.user("文书", Role.TOWNSHIP_OFFICIAL, region=region)


def test_open_place_by_officials_of_its_territory_alone() -> None:
    assert entered(by=clerk()).region_id == VILLAGE
    with pytest.raises(NotFound):
        entered("石牌食堂", OTHER_VILLAGE, by=clerk())
    with pytest.raises(NotAllowed):
        entered(by=personas.user("周远"))
    with pytest.raises(NoVillage):
        entered("县食堂", COUNTY, by=clerk())


def test_a_place_has_one_name_a_whole_point_and_hours_that_go_forward() -> None:
    place = entered()
    with pytest.raises(PlaceNamed):
        entered()
    with pytest.raises(BadPoint):
        entered("另一处", point=(25.7, None))
    with pytest.raises(BadHours):
        entered("又一处", hours={0: (time(12), time(11))})
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(id=place.id).update(latitude=25.7)


def test_only_a_verified_organisation_of_the_county_runs_it() -> None:
    house = personas.organisation(personas.user("经理"))
    assert entered(operator_id=house.id).operator_id == house.id
    type(house).objects.filter(id=house.id).update(status="SUSPENDED")
    with pytest.raises(BadOperator):
        entered("另一处", operator_id=house.id)


def test_close_place_says_why_and_can_be_taken_back() -> None:
    official, place = clerk(), entered()
    with pytest.raises(BadClosing):
        close_place(by=official, at=NOW, place_id=place.id, closed_on=date(2025, 1, 1), reason="没人")
    with pytest.raises(NotFound):
        close_place(by=clerk("350425101"), at=NOW, place_id=place.id, closed_on=TODAY, reason="没人")
    close_place(by=official, at=NOW, place_id=place.id, closed_on=TODAY, reason="修灶")
    assert not open_places(region_code=COUNTY, on=TODAY).exists()
    entered()  # another one may have its name now
    with pytest.raises(PlaceNamed):
        reopen_place(by=official, at=NOW, place_id=place.id)
    assert [one.closed_on for one in places_kept_by(official)] == [TODAY, None] or places_kept_by(official).count() == 2


def test_the_nearest_comes_first_and_another_county_never() -> None:
    near = entered("近的", OTHER_VILLAGE, point=(25.701, 117.85))
    far = entered("远的", point=(25.9, 117.85))
    nowhere = entered("不知哪里")
    lin = personas.elder()
    lin.person.latitude, lin.person.longitude = 25.70, 117.85
    found = places_near(lin.person, on=TODAY)
    assert [one.place.id for one in found] == [near.id, far.id, nowhere.id]
    assert [one.distance_m for one in found] == [111, 22239, None]
    assert [one.here for one in found] == [False, True, True]
    assert places_near(lin.person, on=TODAY, kinds=["CLINIC"]) == []


def test_open_now_by_the_clocks_of_china() -> None:
    place = entered(hours={3: (time(10), time(11))})  # Thursday; it is ten in Datian
    assert open_now(place, at=NOW)
    change_place(by=None, at=NOW, place_id=place.id, sheet=PlaceSheet(name="老饭桌", address="村部"))
    assert not open_now(Place.objects.get(id=place.id), at=NOW)


def test_over_http() -> None:
    official = APIClient()
    official.force_authenticate(clerk())
    body = {"kind": "CANTEEN", "region": VILLAGE, "name": "老饭桌", "address": "村部", "opened_on": "2026-01-01"}
    body["hours"] = [{"weekday": 0, "opens": "10:00", "closes": "13:00"}]  # type: ignore[assignment]
    made = official.post("/api/v1/places/", body, format="json")
    assert made.status_code == 201
    lin = personas.elder()
    mei = APIClient()
    mei.force_authenticate(personas.proxy(lin))
    near = mei.get("/api/v1/places/near/", {"elder": str(lin.id)}).json()
    assert [one["place"]["id"] for one in near] == [made.json()["id"]]
    assert mei.get("/api/v1/places/", {"kind": "CLINIC"}).json()["results"] == []
    assert mei.post("/api/v1/places/", body, format="json").status_code == 403
    stranger = APIClient()
    stranger.force_authenticate(personas.user("周远"))
    assert stranger.get("/api/v1/places/near/", {"elder": str(lin.id)}).status_code == 404
