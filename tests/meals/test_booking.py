"""Ordering meals: who may, until when, how many, and never twice."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from accounts.elders.enums import Power
from accounts.refusals import NotAllowed, NotFound
from services.meals.actions.book_meals import (
    AlreadyOrdered,
    ElderAway,
    MealClash,
    NotOnMenu,
    SoldOut,
    TooLateToOrder,
    Wish,
    book_meals,
)
from services.meals.actions.cancel_meal import SittingBegan, cancel_meal
from services.meals.actions.copy_week import copy_week
from services.meals.actions.publish_menus import NoCook, NoFoodLicence, publish_menus
from services.meals.actions.set_away import set_away
from services.meals.actions.set_payer import NotYourBill, set_payer
from services.meals.actions.withdraw_menu import MenuOrdered, withdraw_menu
from services.meals.actions.write_menu import DishOrdered, MenuCounted, write_menu
from services.meals.enums import MealStatus, Sitting, Way
from services.meals.models import Meal
from services.orders.actions.limits import MoneyUsedUp, yuan
from tests import personas
from tests.meals import ground
from tests.meals.ground import DAY, NOON, TODAY, TOMORROW, kitchen, menu, wish
from tests.personas import NOW, OTHER_VILLAGE

pytestmark = pytest.mark.django_db


def test_book_meals_for_a_week_in_one_go_and_again_finds_the_same() -> None:
    here = kitchen()
    lin = personas.elder()
    mei = personas.proxy(lin)
    wishes = [wish(here, menu(here, TOMORROW + n * DAY)) for n in range(5)]
    done = book_meals(by=mei, at=NOW, elder_id=lin.id, wishes=wishes)
    assert len(done.meals) == 5
    assert not done.refused
    assert {meal.payer_id for meal in done.meals} == {lin.person_id}
    again = book_meals(by=mei, at=NOW, elder_id=lin.id, wishes=wishes)
    assert [meal.id for meal in again.meals] == [meal.id for meal in done.meals]
    assert Meal.objects.count() == 5


def test_book_meals_says_what_could_not_be_ordered() -> None:
    here, lin = kitchen(), personas.elder()
    mei = personas.proxy(lin)
    first, second = menu(here, most=1), menu(here, TOMORROW + DAY)
    ground.meal(
        here, first, personas.elder("陈木根"), personas.user("x", personas.Role.VILLAGE_WORKER, region="350425")
    )
    done = book_meals(by=mei, at=NOW, elder_id=lin.id, wishes=[wish(here, first), wish(here, second)])
    assert [meal.on for meal in done.meals] == [TOMORROW + DAY]
    assert [type(refusal) for _wish, refusal in done.refused] == [SoldOut]


def test_book_meals_until_the_cut_off_and_not_after() -> None:
    here, lin = kitchen(), personas.elder()
    mei, tomorrow = personas.proxy(lin), menu(here)
    assert tomorrow.starts_at - tomorrow.cut_off_at == timedelta(hours=2)
    with pytest.raises(TooLateToOrder):
        ground.meal(here, tomorrow, lin, mei, at=tomorrow.cut_off_at)
    assert ground.meal(here, tomorrow, lin, mei, at=tomorrow.cut_off_at - timedelta(seconds=1)).status == "BOOKED"


def test_book_meals_of_another_county_or_unpublished_or_without_a_mandate_is_not_found() -> None:
    here, lin = kitchen(), personas.elder()
    mei, tomorrow = personas.proxy(lin), menu(here)
    draft = write_menu(
        by=here.chi,
        at=NOW,
        place_id=here.place.id,
        on=TOMORROW + DAY,
        sitting="LUNCH",
        dish_ids=[here.dishes["红烧豆腐"].id],
    )
    with pytest.raises(NotFound):
        ground.meal(here, draft, lin, mei)
    with pytest.raises(NotFound):
        ground.meal(here, tomorrow, lin, personas.user("周远"))
    with pytest.raises(NotFound):
        ground.meal(here, tomorrow, lin, personas.proxy(lin, "某某", powers=(Power.VIEW,)))
    lin.person.home_id = personas.Region.objects.create(
        code="350429100201", name="别县", level="VILLAGE", pinyin="", initials=""
    ).code
    lin.person.save()
    with pytest.raises(NotFound):
        ground.meal(here, tomorrow, lin, mei)


def test_no_elder_eats_twice_at_one_sitting() -> None:
    here, lin = kitchen(), personas.elder()
    mei, tomorrow = personas.proxy(lin), menu(here)
    meal = ground.meal(here, tomorrow, lin, mei)
    with pytest.raises(AlreadyOrdered):
        book_meals(by=mei, at=NOW, elder_id=lin.id, wishes=[wish(here, tomorrow, "宫保鸡丁")])
    other = kitchen("石牌食堂", village=OTHER_VILLAGE)
    with pytest.raises(AlreadyOrdered):
        ground.meal(other, menu(other), lin, mei)
    with pytest.raises(IntegrityError):  # whatever code says
        Meal.objects.create(
            elder=lin, payer=lin.person, menu=tomorrow, on=TOMORROW, sitting="LUNCH", way="FETCH", fen=0,
            booked_at=NOW, booked_by=mei,
        )  # fmt: skip
    assert meal.status == MealStatus.BOOKED


def test_a_meal_called_off_can_be_ordered_anew() -> None:
    here, lin = kitchen(), personas.elder()
    mei, tomorrow = personas.proxy(lin), menu(here)
    first = ground.meal(here, tomorrow, lin, mei)
    assert not cancel_meal(by=mei, at=NOW, meal_id=first.id).late
    assert ground.meal(here, tomorrow, lin, mei).id != first.id


def test_cancel_meal_late_is_written_down_and_once_it_began_refused() -> None:
    here, lin = kitchen(), personas.elder()
    mei, tomorrow = personas.proxy(lin), menu(here)
    meal = ground.meal(here, tomorrow, lin, mei)
    with pytest.raises(NotFound):
        cancel_meal(by=personas.user("周远"), at=NOW, meal_id=meal.id)
    with pytest.raises(SittingBegan):
        cancel_meal(by=mei, at=tomorrow.starts_at, meal_id=meal.id)
    assert cancel_meal(by=mei, at=tomorrow.cut_off_at, meal_id=meal.id).late


def test_a_dish_that_hurts_is_never_ordered_silently() -> None:
    here, lin = kitchen(), personas.elder()
    mei, tomorrow = personas.proxy(lin), menu(here)
    ground.eats(lin, allergies=["PEANUT"], diets=["SOFT"])
    chicken = [wish(here, tomorrow, "宫保鸡丁")]
    with pytest.raises(MealClash) as caught:
        book_meals(by=mei, at=NOW, elder_id=lin.id, wishes=chicken)
    assert "宫保鸡丁" in str(caught.value)
    meal = book_meals(by=mei, at=NOW, elder_id=lin.id, wishes=chicken, despite_clashes=True).meals[0]
    assert meal.clashes == ["ALLERGY:PEANUT", "DIET:SOFT"]


def test_a_dish_that_is_fit_needs_no_second_word() -> None:
    here, lin = kitchen(), personas.elder()
    ground.eats(lin, allergies=["PEANUT"], diets=["SOFT"])
    assert ground.meal(here, menu(here), lin, personas.proxy(lin)).clashes == []


def test_dishes_of_another_menu_are_refused() -> None:
    here, lin = kitchen(), personas.elder()
    other = kitchen("石牌食堂", village=OTHER_VILLAGE)
    with pytest.raises(NotOnMenu):
        book_meals(
            by=personas.proxy(lin), at=NOW, elder_id=lin.id,
            wishes=[Wish(menu(here).id, (other.dishes["红烧豆腐"].id,))],
        )  # fmt: skip


def test_who_is_away_gets_no_meal_and_loses_those_ordered() -> None:
    here, lin = kitchen(), personas.elder()
    mei, tomorrow = personas.proxy(lin), menu(here)
    meal = ground.meal(here, tomorrow, lin, mei)
    away, gone = set_away(by=mei, at=NOW, elder_id=lin.id, first_on=TODAY, last_on=TOMORROW, words="去女儿家")
    assert [one.id for one in gone] == [meal.id]
    assert (away.days.lower, away.days.upper) == (TODAY, TOMORROW + DAY)
    with pytest.raises(ElderAway):
        ground.meal(here, tomorrow, lin, mei)
    assert ground.meal(here, menu(here, TOMORROW + DAY), lin, mei).status == MealStatus.BOOKED


def test_payer_is_who_said_so_and_nobody_is_put_down_for_it() -> None:
    here, lin = kitchen(), personas.elder()
    mei, jun = personas.proxy(lin), personas.proxy(lin, "林俊")
    set_payer(by=jun, at=NOW, elder_id=lin.id, pays=True)
    assert ground.meal(here, menu(here), lin, mei).payer_id == jun.person_id
    with pytest.raises(NotYourBill):
        set_payer(by=mei, at=NOW, elder_id=lin.id, pays=True)
    with pytest.raises(NotFound):
        set_payer(by=personas.user("周远"), at=NOW, elder_id=lin.id, pays=True)
    set_payer(by=jun, at=NOW, elder_id=lin.id, pays=False)
    assert ground.meal(here, menu(here, TOMORROW + DAY), lin, mei).payer_id == lin.person_id


def test_a_mandate_that_limits_money_limits_meals() -> None:
    here, lin = kitchen(), personas.elder()
    mei = personas.proxy(lin)
    lin.mandates.update(fen_per_month=1000)
    ground.meal(here, menu(here), lin, mei)
    with pytest.raises(MoneyUsedUp):
        ground.meal(here, menu(here, TOMORROW + DAY), lin, mei)
    assert Meal.objects.count() == 1


def test_meals_and_orders_share_the_limit_of_money() -> None:
    here, lin = kitchen(), personas.elder()
    mei = personas.proxy(lin)
    haircut = personas.item("haircut", price_fen=1500)
    lin.mandates.update(fen_per_month=2000)
    eaten = ground.meal(here, menu(here), lin, mei)
    with pytest.raises(MoneyUsedUp) as refused:
        personas.order(mei, lin, of=haircut, hours=5)
    assert refused.value.facts["left"] == yuan(2000 - eaten.fen)
    cancel_meal(by=mei, at=NOW, meal_id=eaten.id)
    assert personas.order(mei, lin, of=haircut, hours=5)
    with pytest.raises(MoneyUsedUp):  # and the other way round
        ground.meal(here, menu(here, TOMORROW + DAY), lin, mei)


def test_a_canteen_without_licence_or_health_card_publishes_nothing() -> None:
    for refusal, more in ((NoFoodLicence, {"licensed": False}), (NoCook, {"carded": False})):
        here = kitchen(f"食堂{refusal.code}", **more)
        with pytest.raises(refusal):
            menu(here)
    here = kitchen()
    with pytest.raises(NoFoodLicence):  # it runs out before that day
        here.house.papers.update(valid_until=TODAY)
        menu(here)


def test_write_menu_keeps_what_is_ordered_and_what_is_counted() -> None:
    here, lin = kitchen(), personas.elder()
    tomorrow = menu(here)
    ground.meal(here, tomorrow, lin, personas.proxy(lin))
    with pytest.raises(DishOrdered):
        write_menu(
            by=here.chi, at=NOW, place_id=here.place.id, on=TOMORROW, sitting="LUNCH",
            dish_ids=[here.dishes["宫保鸡丁"].id],
        )  # fmt: skip
    with pytest.raises(MenuOrdered):
        withdraw_menu(by=here.chi, at=NOW, menu_id=tomorrow.id)
    tomorrow.counted_at, tomorrow.counted = NOW, {}
    tomorrow.save()
    with pytest.raises(MenuCounted):
        menu(here)


def test_only_who_runs_the_canteen_writes_its_menus() -> None:
    here = kitchen()
    other = kitchen("石牌食堂", village=OTHER_VILLAGE)
    for by, refusal in ((other.chi, NotFound), (personas.user("周远"), NotAllowed)):
        with pytest.raises(refusal):
            publish_menus(by=by, at=NOW, place_id=here.place.id, menu_ids=[])


def test_copy_week_writes_the_same_days_unpublished_and_twice_is_once() -> None:
    here = kitchen()
    for n in range(3):
        menu(here, TODAY + n * DAY)
    menu(here, TODAY, Sitting.SUPPER)
    made = copy_week(by=here.chi, at=NOW, place_id=here.place.id, source=TODAY, target=TODAY + 7 * DAY)
    assert sorted((one.on, one.sitting) for one in made) == [
        (date(2026, 11, 26), "LUNCH"),
        (date(2026, 11, 26), "SUPPER"),
        (date(2026, 11, 27), "LUNCH"),
        (date(2026, 11, 28), "LUNCH"),
    ]
    assert not any(one.is_published for one in made)
    assert copy_week(by=here.chi, at=NOW, place_id=here.place.id, source=TODAY, target=TODAY + 7 * DAY) == []


def test_noon_is_within_the_sitting() -> None:
    tomorrow = menu(kitchen())
    assert tomorrow.starts_at < NOON < tomorrow.ends_at
    assert Way.DELIVER in Way.values
