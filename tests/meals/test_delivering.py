"""Who brings a meal earns minutes for it through an order at the door, where the county says so; and never twice."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.policies.models import Policy
from services.meals.actions.cancel_meal import cancel_meal
from services.meals.actions.change_round import change_round
from services.meals.actions.close_sittings import close_sittings
from services.meals.actions.draw_rounds import draw_rounds
from services.meals.actions.hand_over_meal import hand_over_meal
from services.meals.actions.publish_round import publish_round
from services.meals.enums import Proof, Way
from services.meals.models import Meal
from services.orders.actions.confirm_order import confirm_order
from services.orders.models import Order
from tests import personas
from tests.meals import ground
from tests.meals.ground import NOON, TOMORROW, kitchen, menu
from tests.personas import NOW
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db
MORNING = NOON - timedelta(minutes=25)


def rule(minutes: int = 10) -> None:
    personas.item("meal_delivery", minutes=10)
    Policy.objects.create(
        code="meal.carrying",
        region_id=personas.COUNTY,
        valid=("2026-01-01", None),
        value=minutes,
        citation="大田县助餐管理办法",
    )


def out(here: ground.Kitchen, carrier: Any, *elders: Any) -> list[Meal]:
    """A published round of tomorrow's lunch through these doors."""
    tomorrow = menu(here)
    for one in elders:
        ground.meal(here, tomorrow, one, personas.proxy(one), way=Way.DELIVER)
    (found,) = draw_rounds(by=here.chi, at=NOW, menu_id=tomorrow.id)
    change_round(by=here.chi, at=NOW, round_id=found.id, carrier_id=carrier.person_id)
    publish_round(by=here.chi, at=MORNING, round_id=found.id)
    return list(Meal.objects.order_by("stop").select_related("order", "elder", "booked_by"))


def test_each_door_has_its_order_and_the_time_from_door_to_door_is_earned() -> None:
    rule()
    here, guo = kitchen(), personas.volunteer()
    meals = out(here, guo, personas.elder(), personas.elder("陈木根"))
    assert [meal.order.status for meal in meals if meal.order] == ["CLAIMED", "CLAIMED"]
    for number, meal in enumerate(meals):
        at = NOON + timedelta(minutes=8 * number)
        hand_over_meal(by=guo, at=at, meal_id=meal.id, proof=Proof.CARD, code=meal.elder.card_token)
    for meal in meals:
        assert meal.order is not None
        confirm_order(by=meal.booked_by, at=NOON + timedelta(hours=1), order_id=meal.order.id, rating=5)
    assert [order.status for order in Order.objects.all()] == ["CONFIRMED", "CONFIRMED"]
    assert account_of(guo.person_id).balance == 10 + 8


def test_without_the_rule_or_without_minutes_the_meal_is_brought_all_the_same() -> None:
    here, guo = kitchen(), personas.volunteer()
    personas.item("meal_delivery", minutes=10)
    (meal,) = out(here, guo, personas.elder())
    assert meal.order is None
    hand_over_meal(by=guo, at=NOON, meal_id=meal.id)
    rule()
    poor = personas.elder("陈木根", minutes=0)
    other = kitchen("石牌食堂")
    meal = next(one for one in out(other, personas.volunteer("华"), poor) if one.elder_id == poor.id)
    assert meal.order is None
    assert hand_over_meal(by=other.chi, at=NOON, meal_id=meal.id).status == "SERVED"


def test_paid_staff_earn_none() -> None:
    rule()
    here = kitchen()
    (meal,) = out(here, here.chi, personas.elder())
    assert meal.order is None


def test_what_is_called_off_or_taken_over_leaves_no_order_behind() -> None:
    rule()
    here, guo, hua = kitchen(), personas.volunteer(), personas.volunteer("华")
    first, second = out(here, guo, personas.elder(), personas.elder("陈木根"))
    cancel_meal(by=here.chi, at=MORNING, meal_id=first.id, reason="灶坏了")
    assert second.round_id is not None
    change_round(by=here.chi, at=MORNING, round_id=second.round_id, carrier_id=hua.person_id)
    assert set(Order.objects.values_list("status", flat=True)) == {"CANCELLED"}
    publish_round(by=here.chi, at=MORNING, round_id=second.round_id)
    second.refresh_from_db()
    assert second.order is not None
    assert second.order.assignments.get().person_id == hua.person_id


def test_somebody_of_the_canteen_who_hands_over_earns_nothing_for_the_carrier() -> None:
    rule()
    here, guo = kitchen(), personas.volunteer()
    (meal,) = out(here, guo, personas.elder())
    hand_over_meal(by=here.chi, at=NOON, meal_id=meal.id)
    assert meal.order is not None
    meal.order.refresh_from_db()
    assert meal.order.status == "CLAIMED"
    assert meal.on == TOMORROW


def test_a_door_nobody_wrote_down_earns_nothing() -> None:
    rule()
    here, guo = kitchen(), personas.volunteer()
    (meal,) = out(here, guo, personas.elder())
    close_sittings(at=meal.menu.ends_at + timedelta(hours=2))
    assert Order.objects.get().status == "CANCELLED"
