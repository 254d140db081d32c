"""Somebody is found by what is said on the phone, and only where one answers for them."""

import pytest

from accounts.elders.queries.search import matching, search_elders
from accounts.people.enums import Relation
from accounts.people.models import Person
from frontend.shell.paging import CappedPaginator
from tests import personas
from tests.personas import NOW

pytestmark = pytest.mark.django_db
COUNTY = [personas.COUNTY]


@pytest.fixture
def lin():
    elder = personas.elder("林细妹", minutes=0)
    person = elder.person
    person.id_number, person.phone = "35042519430301996X", "13959063154"
    person.save()
    elder.supporters.create(name="林小燕", relation=Relation.CHILD, phone="15915103203", added_at=NOW)
    personas.elder("欧阳秀兰", village=personas.OTHER_VILLAGE, minutes=0)
    return elder


@pytest.mark.parametrize(
    "text",
    [
        "林", "林细", "林细妹", "细妹", " 林细妹 ", "lxm", "LXM", "linxi", "lin xi mei", "ｌｘｍ",
        "13959063154", "139 5906 3154", "+86 139-5906-3154", "１３９５９０６３１５４",
        "35042519430301996X", "35042519430301996x", "350425 19430301 996X",
        "15915103203", "白岩", "白岩村", "均溪镇",
    ],
)  # fmt: skip
def test_an_elder_is_found(lin, text):
    assert [elder.id for elder in search_elders(COUNTY, text)] == [lin.id]
    assert list(matching(COUNTY, text)) == [lin]


@pytest.mark.parametrize(
    "text",
    ["", "  ", "妹", "1395906315", "35042519430301996", "35042519430301997X", "xm", "山", "%", "_", "'"],
)
def test_what_is_only_a_part_or_nothing_finds_nobody(lin, text):
    assert search_elders(COUNTY, text) == []


def test_compound_surnames_are_not_cut(lin):
    assert [elder.person.name for elder in search_elders(COUNTY, "秀兰")] == ["欧阳秀兰"]
    assert [elder.person.name for elder in search_elders(COUNTY, "oyxl")] == ["欧阳秀兰"]


def test_nobody_is_found_outside_the_territory_or_after_leaving(lin):
    assert search_elders([personas.OTHER_VILLAGE], "13959063154") == []
    assert search_elders([], "林") == []
    assert list(matching([], "")) == []
    lin.left_on = NOW.date()
    lin.save()
    assert search_elders(COUNTY, "林细妹") == []


def test_the_limit_holds_and_a_renamed_person_is_found_anew(lin):
    for number in range(5):
        personas.elder(f"林阿{number}", minutes=0)
    assert len(search_elders(COUNTY, "林", limit=3)) == 3
    person = Person.objects.get(id=lin.person_id)
    person.name = "林秀英"
    person.save()
    assert search_elders(COUNTY, "细妹") == []
    assert [elder.id for elder in search_elders(COUNTY, "lxy")] == [lin.id]


def test_counting_stops_where_nobody_leafs_any_more(lin):
    class Small(CappedPaginator):
        most = 1

    pages = Small(matching(COUNTY, ""), 30)
    assert (pages.count, pages.capped) == (1, True)
    assert not CappedPaginator(matching(COUNTY, ""), 30).capped
