"""Finding a place by what one types: characters, pinyin, or the first letters of it."""

import pytest

from accounts.regions.actions.import_regions import import_regions
from accounts.regions.queries import children, full_name, path, search
from timebank.config.demo.build import REGIONS as DATIAN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def datian(db):
    import_regions(file=DATIAN)


def names(found):
    return [region.name for region in found]


@pytest.mark.parametrize("typed", ["均溪", "junxi", "Jun Xi", "jxz", " jx "])
def test_search_finds_a_township_first(typed):
    assert search(typed)[0].name == "均溪镇"


@pytest.mark.parametrize("typed", ["白岩", "baiyan", "byj"])
def test_search_finds_a_village(typed):
    assert "白岩居委会" in names(search(typed))


def test_search_stays_within_a_subtree():
    assert {region.code[:9] for region in search("济", within="350425203")} == {"350425203"}
    assert search("白岩", within="350425203") == []


@pytest.mark.parametrize("typed", ["", "   ", "不存在的地方", "'; DROP TABLE"])
def test_search_finds_nothing(typed):
    assert search(typed) == []


def test_search_answers_in_one_query(django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        assert [region.parent.name for region in search("石牌") if region.level == "VILLAGE"] == ["石牌镇"]


def test_children_walk_down_the_cascade():
    assert names(children()) == ["福建省"]
    assert len(children("350425")) == 19
    assert len(children("350425100")) == 31


def test_full_name_leaves_out_what_everybody_knows():
    village = search("白岩")[0]
    assert full_name(village) == "均溪镇白岩居委会"
    assert names(path(village.code))[:3] == ["福建省", "三明市", "大田县"]
