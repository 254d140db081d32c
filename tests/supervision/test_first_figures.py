"""A county that begins today has its first figures, and its first bulletin, today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.access.enums import Role
from services.supervision.actions.bulletins import NothingFrozen
from services.supervision.actions.take_readings import take_readings
from services.supervision.actions.write_bulletin import write_bulletin
from services.supervision.models import Reading
from tests import personas
from tests.personas import COUNTY, NOW

pytestmark = pytest.mark.django_db


def test_the_first_bulletin_does_not_wait_for_a_night() -> None:
    personas.elder()
    by = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    today = timezone.localdate(NOW)
    month = today.replace(day=1)
    made = write_bulletin(by=by, at=NOW, region_code=COUNTY, month=month, words="开办。")
    assert made.rows["on"] == today.isoformat()
    first = Reading.objects.filter(region_code=COUNTY)
    assert {one.on for one in first} == {today}
    assert all(one.drawn_early and not one.drawn_later for one in first)
    drawn = Reading.objects.count()
    take_readings(at=NOW + timedelta(hours=14))  # the night after: that day is frozen already
    assert Reading.objects.count() == drawn
    assert write_bulletin(by=by, at=NOW + timedelta(hours=1), region_code=COUNTY, month=month).id == made.id
    assert Reading.objects.count() == drawn


def test_a_month_before_the_county_began_has_no_bulletin() -> None:
    personas.elder()
    by = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    past = (timezone.localdate(NOW).replace(day=1) - timedelta(days=1)).replace(day=1)
    with pytest.raises(NothingFrozen):
        write_bulletin(by=by, at=NOW, region_code=COUNTY, month=past)
    assert not Reading.objects.exists()  # a refusal takes its figures back
