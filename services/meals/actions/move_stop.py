"""One door comes earlier, later, or on another round."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import Invalid, NotFound
from services.meals.actions.delivering import call_off_delivery
from services.meals.actions.draw_rounds import renumber
from services.meals.actions.keeping import lock_menu
from services.meals.enums import Way
from services.meals.models import Meal


def move_stop(*, by: Any, at: datetime, meal_id: UUID, round_id: UUID, stop: int) -> Meal:
    """Put a meal that is brought at door ``stop`` (the first is 1) of a round of the same menu; the others follow.

    By whoever dispatches for the canteen. Raises NotAllowed, NotFound, Invalid.
    """
    with transaction.atomic():
        menu_id = Meal.objects.filter(id=meal_id).values_list("menu", flat=True).first()
        menu = lock_menu(by, menu_id or meal_id)
        meal = menu.meals.filter(id=meal_id, way=Way.DELIVER).select_related("round").first()
        target = menu.rounds.filter(id=round_id).first()
        if meal is None or target is None:
            raise NotFound
        if stop < 1:
            raise Invalid(field="stop")
        origin = meal.round
        others = [one for one in target.meals.order_by("stop", "id") if one.id != meal.id]
        meal.round = target
        others.insert(min(stop - 1, len(others)), meal)
        renumber(others)
        if origin is not None and origin.id != target.id:
            call_off_delivery(meal, by=by, at=at)
            renumber(list(origin.meals.exclude(id=meal.id).order_by("stop", "id")))
    return meal
