"""A programme's share of a meal: set aside when it is ordered, paid when it is eaten, given back when it is not."""

from datetime import datetime, timedelta
from typing import Any

from accounts.policies.meal_rules import MEAL_CHARGE
from accounts.policies.queries import applied
from services.meals.models import Meal
from services.meals.queries.money import ask_for
from timebank.subsidies.actions.hold_vouchers import hold_vouchers
from timebank.subsidies.actions.release_vouchers import release_vouchers
from timebank.subsidies.actions.settle_vouchers import settle_vouchers

LINE = 1  # a meal is paid whole
WAITS = timedelta(days=31)


def hold(meal: Meal, *, at: datetime) -> None:
    """Set aside what a programme pays and write it down. Inside a transaction that has locked the elder."""
    ask = ask_for(meal.elder, meal.menu, meal.fen)
    if ask is None:
        return
    held = hold_vouchers(
        order_id=meal.id,
        elder_id=meal.elder_id,
        lines=[(LINE, ask)],
        on=meal.on,
        at=at,
        expires_at=meal.menu.ends_at + WAITS,
    )
    if held:
        meal.programme_fen = held[LINE]
        meal.save(update_fields=["programme_fen"])


def settle(meal: Meal, *, at: datetime, by: Any) -> dict[str, int]:
    """Pay the canteen's organisation; what a meal that was eaten then says of its money."""
    paid = settle_vouchers(
        order_id=meal.id,
        organisation=meal.menu.canteen.operator,
        region_code=meal.elder.person.home_id,
        on=meal.on,
        at=at,
        by=by,
    )
    return {"paid_fen": paid, "charge_percent": 100}


def give_back(meal: Meal, *, at: datetime, charged: bool) -> dict[str, int]:
    """Release what was set aside; what a meal that nobody ate then says of its money."""
    release_vouchers(order_id=meal.id, at=at)
    per_cent = applied(MEAL_CHARGE, region_code=meal.menu.canteen.region_id, on=meal.on).value if charged else 0
    return {"paid_fen": 0, "charge_percent": per_cent}
