"""How safe places and shared dwellings are: checks, what is put right, what is lacking."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.access.enums import Role
from accounts.organisations.actions.keeping import ReasonMissing
from accounts.refusals import NotAllowed, NotFound
from services.places.actions.fix_findings import NothingToFix, fix_findings
from services.places.actions.keeping import PlaceSheet
from services.places.actions.note_check import BadCheck, note_check
from services.places.actions.open_place import open_place
from services.places.actions.withdraw_check import withdraw_check
from services.places.enums import Device, Lack
from services.places.models import Place, SafetyCheck
from services.places.queries import open_places, place_by_id
from services.places.queries.safety import safety_of
from tests import personas
from tests.personas import COUNTY, NOW, VILLAGE
from tests.places.test_places import SINCE, TODAY, entered

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def dwelling() -> Place:
    personas.regions()
    sheet = PlaceSheet(name="幸福小院", address="村尾")
    return open_place(by=None, at=NOW, kind="SHARED_DWELLING", region_code=VILLAGE, opened_on=SINCE, sheet=sheet)


def checked(place: Place, by: Any = None, **more: Any) -> SafetyCheck:
    asked = {"by": by, "at": NOW, "place_id": place.id, "checked_on": TODAY, "checked_by": "消防所 陈", "grade": "GOOD"}
    return note_check(**{**asked, **more})


def lacks(place: Place, on: date = TODAY) -> tuple[Lack, ...]:
    return safety_of(Place.objects.filter(id=place.id), on=on)[0].lacks


def test_a_shared_dwelling_is_a_home_and_on_no_public_list() -> None:
    home = dwelling()
    assert not open_places(region_code=COUNTY, on=TODAY).exists()
    with pytest.raises(NotFound):
        place_by_id(home.id)


def test_checks_are_written_by_the_village_and_not_by_strangers() -> None:
    home = dwelling()
    worker = personas.user("陈福", Role.VILLAGE_WORKER, region=VILLAGE)
    assert checked(home, by=worker).entered_by == worker
    with pytest.raises(NotFound):
        checked(home, by=personas.user("外村", Role.VILLAGE_WORKER, region="350425101201"))
    with pytest.raises(NotAllowed):
        checked(home, by=personas.volunteer())


def test_check_says_who_when_and_until_when() -> None:
    home = dwelling()
    for wrong in (
        {"checked_by": " "},
        {"checked_on": TODAY + DAY},
        {"grade": "A"},
        {"devices": ["BUCKET"]},
        {"findings": "电线老化"},
        {"due_on": TODAY},
        {"findings": "电线老化", "due_on": TODAY - DAY},
    ):
        with pytest.raises(BadCheck):
            checked(home, **wrong)


def test_what_is_overdue_and_lacking() -> None:
    home = dwelling()
    assert lacks(home) == (Lack.NEVER,)
    checked(home, checked_on=TODAY)
    assert lacks(home) == ()
    assert lacks(home, on=date(2027, 11, 19)) == ()
    assert lacks(home, on=date(2027, 11, 20)) == (Lack.LATE,)
    low = checked(home, grade="LOW", devices=[Device.SMOKE_ALARM], findings="线路老化", due_on=TODAY + 10 * DAY)
    assert lacks(home) == (Lack.DEVICES,)
    assert lacks(home, on=TODAY + 11 * DAY) == (Lack.UNMENDED, Lack.DEVICES)
    assert lacks(home, on=date(2027, 2, 20)) == (Lack.LATE, Lack.UNMENDED, Lack.DEVICES)
    fix_findings(by=None, at=NOW + 9 * DAY, check_id=low.id, fixed_on=TODAY + 9 * DAY, words="换了线")
    assert lacks(home, on=TODAY + 11 * DAY) == (Lack.DEVICES,)
    with pytest.raises(NothingToFix):
        fix_findings(by=None, at=NOW + 9 * DAY, check_id=low.id, fixed_on=TODAY, words="又换了")
    withdraw_check(by=None, at=NOW, check_id=low.id, reason="填错了")
    assert lacks(home) == ()
    with pytest.raises(ReasonMissing):
        withdraw_check(by=None, at=NOW, check_id=low.id, reason="")


def test_where_nobody_sleeps_a_low_grade_asks_for_no_sprinkler() -> None:
    canteen = entered()
    checked(canteen, grade="LOW")
    assert lacks(canteen) == ()
