"""Dated versions: what was ordered keeps its price, what comes has the new one."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from services.catalogue.actions.edit_item import edit_item
from services.catalogue.actions.versions import BadItemValue, NothingChanged, StartsInThePast
from services.catalogue.models import ItemVersion
from services.catalogue.queries import history, menu
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)
DECEMBER = date(2026, 12, 1)


@pytest.fixture
def haircut():
    return personas.item("haircut", minutes=30)


@pytest.fixture
def chen(haircut):
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)


def edit(chen, haircut, *, starts_on=DECEMBER, region=COUNTY, **changes):
    return edit_item(
        by=chen,
        at=NOW,
        item_id=haircut.id,
        region=Region.objects.get(code=region),
        starts_on=starts_on,
        changes=changes,
    )


def price(haircut, on):
    return menu(region_code=VILLAGE, on=on).get(item=haircut).price_minutes


def test_edit_item_opens_a_version_and_closes_the_old_one(chen, haircut):
    new = edit(chen, haircut, price_minutes=45, name_zh="理发")
    assert (new.valid, new.price_minutes, new.name_zh, new.typical_minutes) == (
        DateRange(DECEMBER, None),
        45,
        "理发",
        30,
    )
    assert price(haircut, DECEMBER - timedelta(days=1)) == 30
    assert price(haircut, DECEMBER) == 45
    assert [version.price_minutes for version in history(haircut.id)] == [45, 30]


def test_edit_item_between_two_versions_keeps_the_later_one(chen, haircut):
    edit(chen, haircut, price_minutes=45)
    edit(chen, haircut, starts_on=TODAY, price_minutes=40)
    days = [date(2026, 11, 18), TODAY, date(2026, 11, 30), DECEMBER]
    assert [price(haircut, day) for day in days] == [30, 40, 40, 45]


def test_edit_item_twice_for_one_day_keeps_the_replaced_row(chen, haircut):
    edit(chen, haircut, price_minutes=45)
    edit(chen, haircut, price_minutes=50)
    assert price(haircut, DECEMBER) == 50
    assert [version.price_minutes for version in history(haircut.id)] == [50, 45, 30]


def test_edit_item_is_written_down(chen, haircut):
    edit(chen, haircut, price_minutes=45)
    event = Event.objects.get(name="services.item.changed")
    assert (event.by, event.subject_id, event.region_code) == (chen, haircut.id, COUNTY)
    assert event.detail == {"before": {"price_minutes": 30}, "after": {"price_minutes": 45}}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"price_minutes": -1}, "price_minutes"),
        ({"price_minutes": "many"}, "price_minutes"),
        ({"typical_minutes": 0}, "typical_minutes"),
        ({"seats": 0}, "seats"),
        ({"name_zh": ""}, "name_zh"),
        ({"name_en": "x" * 41}, "name_en"),
        ({"performers": ["ROBOT"]}, "performers"),
        ({"performers": []}, "performers"),
        ({"credential": "DIPLOMA"}, "credential"),
        ({"item": "another"}, "item"),
        ({"valid": None}, "valid"),
    ],
)
def test_edit_item_refuses_a_bad_value_and_writes_nothing(chen, haircut, changes, field):
    with pytest.raises(BadItemValue) as refused:
        edit(chen, haircut, **changes)
    assert refused.value.field == field
    assert ItemVersion.objects.count() == 1
    assert not Event.objects.filter(name="services.item.changed").exists()


def test_edit_item_refuses_yesterday(chen, haircut):
    with pytest.raises(StartsInThePast):
        edit(chen, haircut, starts_on=TODAY - timedelta(days=1), price_minutes=45)


def test_edit_item_refuses_what_is_so_already(chen, haircut):
    with pytest.raises(NothingChanged):
        edit(chen, haircut, price_minutes=30)


def test_edit_item_is_for_the_county(chen, haircut):
    su = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    with pytest.raises(NotAllowed):
        edit(su, haircut, price_minutes=45)
    with pytest.raises(NotFound):
        edit(chen, haircut, region="3504", price_minutes=45)
    with pytest.raises(NotFound):
        edit(chen, haircut, region=TOWNSHIP, price_minutes=45)
    assert ItemVersion.objects.count() == 1
