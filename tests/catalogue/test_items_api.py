"""``GET /api/v1/items/``: the list as a program reads it."""

from datetime import date

import pytest
from rest_framework.test import APIClient

from accounts.access.enums import Role
from accounts.regions.models import Region
from services.catalogue.actions.load_items import load_items, read_versions
from tests import personas
from tests.personas import COUNTY, NOW, VILLAGE

pytestmark = pytest.mark.django_db
ALL = list(dict(read_versions()))
URL = "/api/v1/items/"


@pytest.fixture
def client():
    """Mei, who lives in the village and has no business there but looking."""
    mei = personas.user("林小梅", Role.PROXY)
    load_items(by=None, at=NOW, region=Region.objects.get(code=COUNTY), starts_on=date(2020, 1, 1))
    client = APIClient()
    client.force_authenticate(mei)
    return client


def test_items_come_in_the_order_of_the_list_page_by_page(client):
    first = client.get(URL, {"region": VILLAGE, "page_size": 20}).json()
    codes = [item["code"] for item in first["results"]]
    address = first["next"]
    while address:
        page = client.get(address).json()
        codes += [item["code"] for item in page["results"]]
        address = page["next"]
    assert codes == ALL


def test_item_has_what_a_client_needs(client):
    lunch = client.get(URL, {"region": VILLAGE}, headers={"accept-language": "zh-hans"}).json()["results"][0]
    assert lunch.pop("id")
    assert lunch == {
        "code": "lunch",
        "name": "送午饭",
        "summary": "老饭桌的热饭热菜，送到桌上。",
        "category": "meals",
        "category_name": "吃饭",
        "icon": "meal",
        "typical_minutes": 40,
        "price_minutes": 40,
        "price_fen": 1200,
        "extra": "",
        "performers": ["VOLUNTEER", "ORGANISATION"],
        "credential": "",
        "same_gender": False,
        "seats": 1,
        "mode": "IN_PERSON",
        "houses": [],
        "how": "",
        "citation": "田政办〔2020〕41号 二（四）助餐",
    }


def test_items_speak_the_language_of_the_request(client):
    lunch = client.get(URL, {"region": VILLAGE}, headers={"accept-language": "en"}).json()["results"][0]
    assert (lunch["name"], lunch["category_name"]) == ("Bring lunch", "Meals")


def test_items_without_region_are_those_of_ones_home(client):
    assert len(client.get(URL, {"page_size": 200}).json()["results"]) == len(ALL)


def test_items_of_one_category(client):
    found = client.get(URL, {"region": VILLAGE, "category": "farm"}).json()["results"]
    assert [item["code"] for item in found] == ["farm", "harvest", "hens"]


def test_items_of_an_unknown_region_are_refused(client):
    answer = client.get(URL, {"region": "999999"})
    assert (answer.status_code, answer.json()["code"]) == (400, "unknown_region")


def test_items_elsewhere_are_none(client):
    assert client.get(URL, {"region": "3504"}).json()["results"] == []


def test_items_need_a_token(client):
    assert APIClient().get(URL, {"region": VILLAGE}).status_code == 401


@pytest.mark.verifies(28)
@pytest.mark.parametrize("page_size", [1, 50])
def test_items_cost_the_same_queries_however_many(client, page_size, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        answer = client.get(URL, {"region": VILLAGE, "page_size": page_size})
    assert len(answer.json()["results"]) == page_size
