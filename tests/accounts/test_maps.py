"""The way to a house: a place for the map, and no name."""

from urllib.parse import parse_qs, urlsplit

import pytest

from frontend.shell.maps import ways_to
from tests import personas

pytestmark = pytest.mark.django_db


def test_the_maps_get_the_place_and_no_name():
    person = personas.elder().person
    person.latitude, person.longitude = 25.7012345678, 117.85
    found = ways_to(person)
    amap, baidu, other = (way.href for way in found["ways"])
    assert parse_qs(urlsplit(amap).query)["to"][0].startswith("117.85,25.701235,")
    assert parse_qs(urlsplit(baidu).query)["location"] == ["25.701235,117.85"]
    assert other == "geo:25.701235,117.85?q=25.701235,117.85"
    assert person.name not in "".join(parse_qs(urlsplit(amap).query)["to"])
    assert not found["village"]


def test_without_a_house_the_village_and_without_either_nothing():
    person = personas.elder().person
    person.latitude = person.longitude = None
    person.home.latitude, person.home.longitude = 25.7, 117.8
    assert ways_to(person)["village"]
    person.home.latitude = person.home.longitude = None
    assert ways_to(person)["ways"] == []
