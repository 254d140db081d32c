"""The elder did not want it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.policies.occurred import Occurred
from accounts.refusals import Invalid
from services.meals.actions.closing import end_uneaten, lock_given_out
from services.meals.enums import DECLINES, Because, MealStatus
from services.meals.models import Meal


def decline_meal(
    *,
    by: Any,
    at: datetime,
    meal_id: UUID,
    because: Because | str,
    words: str = "",
    occurred: Occurred | None = None,
) -> Meal:
    """Write down that the meal came back, and why. Twice in a row (by the rules) the village is asked to look in.

    By whoever hands it over. Raises NotFound, Invalid, MealChanged; told twice it is written once.
    """
    if because not in DECLINES:
        raise Invalid(field="because")
    with transaction.atomic():
        meal = lock_given_out(by, meal_id, at=at)
        if meal.status == MealStatus.DECLINED and meal.closed_by_id == by.id:
            return meal
        return end_uneaten(meal, "decline", by=by, at=at, because=Because(because), words=words, done=occurred)
