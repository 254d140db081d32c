"""Offering the house's list in a county."""

from datetime import date

import pytest

from accounts.access.enums import Role
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from services.catalogue.actions.edit_item import edit_item
from services.catalogue.actions.load_items import load_items, read_versions
from services.catalogue.models import Category, Item, ItemVersion
from services.catalogue.queries import menu
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
FROM = date(2026, 1, 1)
ALL = len(dict(read_versions()))


@pytest.fixture
def county():
    personas.regions()
    return Region.objects.get(code=COUNTY)


def load(county, *, by=None):
    return load_items(by=by, at=NOW, region=county, starts_on=FROM)


def test_load_items_offers_everything_from_the_day_on(county):
    assert load(county) == ALL
    assert menu(region_code=VILLAGE, on=FROM).count() == ALL
    assert menu(region_code=VILLAGE, on=date(2025, 12, 31)).count() == 0
    assert menu(region_code="350426100001", on=FROM).count() == 0


def test_load_items_keeps_the_order_of_the_file(county):
    load(county)
    codes = [version.item.code for version in menu(region_code=COUNTY, on=FROM)]
    assert codes == list(dict(read_versions()))


def test_load_items_twice_changes_nothing(county):
    load(county)
    before = [list(model.objects.order_by("pk").values_list()) for model in (Category, Item, ItemVersion)]
    assert load(county) == 0
    assert [list(m.objects.order_by("pk").values_list()) for m in (Category, Item, ItemVersion)] == before


def test_load_items_leaves_what_the_county_has_edited(county):
    load(county)
    haircut = Item.objects.get(code="haircut")
    edit_item(
        by=None,
        at=NOW,
        item_id=haircut.id,
        region=county,
        starts_on=date(2026, 12, 1),
        changes={"price_minutes": 45},
    )
    assert load(county) == 0
    assert menu(region_code=COUNTY, on=date(2026, 12, 1)).get(item=haircut).price_minutes == 45


def test_load_items_is_for_the_county(county):
    chen = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    su = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    with pytest.raises(NotAllowed):
        load(county, by=su)
    elsewhere = Region.objects.get(code="3504")
    with pytest.raises(NotFound):
        load_items(by=chen, at=NOW, region=elsewhere, starts_on=FROM)
    assert load(county, by=chen) == ALL
