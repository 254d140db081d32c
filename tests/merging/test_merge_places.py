"""Places become one centre, and apart again while nothing has happened."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from accounts.refusals import NotFound
from services.meals.models import Menu
from services.merging.actions.merge_places import BadPlaceMerge, MenusInTheWay, NoBedsLeft, merge_places
from services.merging.actions.undo_place_merge import WentOn, undo_place_merge
from services.places.actions.book_stay import book_stay
from services.places.actions.end_stay import end_stay
from services.places.actions.reopen_place import WentIntoAnother, reopen_place
from services.places.actions.set_terms import set_terms
from services.places.models import Place, Stay, Terms
from tests import personas
from tests.meals.ground import kitchen, menu
from tests.personas import NOW
from tests.places.test_places import TODAY, clerk, entered

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = TODAY + DAY


def merged(*places: Place, into: Place, by: Any = None, on: date = ON) -> Any:
    return merge_places(
        by=by, at=NOW, place_ids=[one.id for one in places], into_id=into.id, merged_on=on, reason="合并成中心"
    )


def test_what_is_to_come_goes_on_at_the_centre_and_comes_back() -> None:
    table = kitchen()
    lunch = menu(table)
    centre = entered("养老服务中心", operator_id=table.house.id)
    home = entered("幸福院", hours={0: (time(8), time(17))})
    lin = personas.elder()
    mei = personas.proxy(lin)
    stay = book_stay(by=mei, at=NOW, elder_id=lin.id, place_id=table.place.id, on=ON, kind="COMPANY")
    terms = set_terms(by=None, at=NOW, place_id=home.id, basis="OWN", first_on=TODAY, words="村办")
    official = clerk()
    first, second = merged(table.place, home, into=centre, by=official)
    assert Menu.objects.get(id=lunch.id).canteen == centre
    assert Stay.objects.get(id=stay.id).place == centre
    assert centre.hours.count() == 1
    assert Terms.objects.get(id=terms.id).last_on == TODAY
    gone = Place.objects.get(id=table.place.id)
    assert (gone.closed_on, gone.merged_into) == (ON, centre)
    with pytest.raises(WentIntoAnother):
        reopen_place(by=official, at=NOW, place_id=gone.id)
    with pytest.raises(NotFound):
        undo_place_merge(by=clerk("350425101"), at=NOW, merge_id=first.id)
    for one in (first, second):
        assert undo_place_merge(by=official, at=NOW, merge_id=one.id).undone_at == NOW
    assert Menu.objects.get(id=lunch.id).canteen == table.place
    assert Stay.objects.get(id=stay.id).place == table.place
    assert centre.hours.count() == 0
    assert Terms.objects.get(id=terms.id).last_on is None
    assert Place.objects.filter(closed_on=None).count() == 3


def test_undo_not_once_something_has_happened() -> None:
    home, centre, lin = entered("幸福院"), entered("中心"), personas.elder()
    mei = personas.proxy(lin)
    stay = book_stay(by=mei, at=NOW, elder_id=lin.id, place_id=home.id, on=ON, kind="COMPANY")
    (merge,) = merged(home, into=centre)
    end_stay(by=mei, at=NOW, stay_id=stay.id, how="cancel")
    with pytest.raises(WentOn):
        undo_place_merge(by=None, at=NOW, merge_id=merge.id)


def test_menus_of_another_house_or_of_the_same_meal_stand_in_the_way() -> None:
    table = kitchen()
    menu(table)
    centre = entered("中心")
    with pytest.raises(MenusInTheWay):
        merged(table.place, into=centre)
    assert merged(table.place, into=centre, on=ON + DAY)  # after the last menu


def test_not_more_rests_than_beds() -> None:
    home, centre = entered("幸福院"), entered("中心", noon_beds=1)
    for name in ("林细妹", "池金土"):
        elder = personas.elder(name)
        book_stay(
            by=personas.proxy(elder, name[0] + "小"),
            at=NOW,
            elder_id=elder.id,
            place_id=home.id,
            on=ON,
            kind="NOON_REST",
        )
    with pytest.raises(NoBedsLeft):
        merged(home, into=centre)
    assert Place.objects.get(id=home.id).closed_on is None


def test_only_open_places_of_a_kind_from_today_on() -> None:
    home, centre = entered("幸福院"), entered("中心")
    for wrong in (
        lambda: merged(home, into=home),
        lambda: merged(home, into=centre, on=TODAY - DAY),
        lambda: merged(into=centre),
    ):
        with pytest.raises(BadPlaceMerge):
            wrong()
    merged(home, into=centre)
    with pytest.raises(BadPlaceMerge):
        merged(home, into=centre)
