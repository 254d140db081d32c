"""Several order at the same moment: the last portion goes to one, and no elder gets two plates."""

from collections.abc import Callable
from typing import Any

from services.meals.actions.book_meals import book_meals
from services.meals.models import Meal
from tests import personas
from tests.meals.ground import kitchen, menu, wish
from tests.orders.test_races import at_once
from tests.personas import NOW, OTHER_VILLAGE


def order(by: Any, elder: Any, wanted: Any) -> Callable[[], Any]:
    return lambda: book_meals(by=by, at=NOW, elder_id=elder.id, wishes=[wanted])


def test_the_last_portion_goes_to_one(committed_db: Any) -> None:
    here = kitchen()
    tomorrow = menu(here, most=1)
    elders = [personas.elder(name) for name in ("林细妹", "陈木根", "廖秋香")]
    calls = [order(personas.proxy(one), one, wish(here, tomorrow)) for one in elders]
    assert at_once(*calls) == []
    assert Meal.objects.count() == 1


def test_two_helpers_at_two_canteens_order_one_lunch(committed_db: Any) -> None:
    lin = personas.elder()
    calls = []
    for name, village in (("白岩老饭桌", personas.VILLAGE), ("石牌食堂", OTHER_VILLAGE)):
        here = kitchen(name, village=village)
        calls.append(order(personas.proxy(lin, f"帮手{name}"), lin, wish(here, menu(here))))
    assert at_once(*calls) == []
    assert Meal.objects.filter(elder=lin).count() == 1
