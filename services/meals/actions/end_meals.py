"""An elder leaves: nothing is cooked for them any more, and nobody wonders."""

from datetime import datetime
from typing import Any

from accounts.elders.models import Elder
from services.meals.actions.delivering import call_off_delivery
from services.meals.actions.holding import give_back
from services.meals.actions.keeping import lock_meal, tell
from services.meals.enums import Because, MealStatus
from services.meals.lifecycle import advance_meal
from services.meals.models import Meal, Paying


def end_meals(*, by: Any, at: datetime, elder: Elder) -> int:
    """Call off every meal of the elder that is not over, free of charge, and end that somebody pays; return how many.

    Inside a transaction that has locked the elder's person, for an actor whose right to it has been asked.
    """
    waiting = Meal.objects.filter(elder=elder, status=MealStatus.BOOKED).order_by("id")
    ids = list(waiting.values_list("id", flat=True))
    for meal_id in ids:
        meal = lock_meal(meal_id)
        money = give_back(meal, at=at, charged=False)
        late = at >= meal.menu.cut_off_at
        gone: dict[str, Any] = {"round": None, "stop": None, "because": Because.AWAY, "late": late}
        advance_meal(meal, "cancel", closed_at=at, closed_by=by, **gone, **money)
        call_off_delivery(meal, by=by, at=at)
        tell(meal, "cancelled", at=at, by=by, late=late)
    Paying.objects.filter(elder=elder, ended_at=None).update(ended_at=at, ended_by=by)
    return len(ids)
