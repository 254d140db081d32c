"""Nobody opened, or nobody came."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.policies.occurred import Occurred
from services.meals.actions.closing import end_uneaten, lock_given_out
from services.meals.enums import Because, MealStatus, Way
from services.meals.models import Meal


def miss_meal(
    *, by: Any, at: datetime, meal_id: UUID, words: str = "", occurred: Occurred | None = None, away: bool = False
) -> Meal:
    """Write down that nobody took the meal; the village is asked to look in, unless somebody at the door knew that the
    elder is ``away``. By whoever hands it over. Raises NotFound, MealChanged; told twice it is written once.
    """
    with transaction.atomic():
        meal = lock_given_out(by, meal_id, at=at)
        if meal.status == MealStatus.MISSED and meal.closed_by_id == by.id:
            return meal
        because = Because.NOBODY_OPENED if meal.way == Way.DELIVER else Because.DID_NOT_COME
        because = Because.AWAY if away else because
        return end_uneaten(meal, "miss", by=by, at=at, because=because, words=words, done=occurred)
