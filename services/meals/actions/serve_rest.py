"""All others have eaten."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.policies.occurred import Occurred
from services.meals.actions.hand_over_meal import NotYetServed, end_eaten
from services.meals.actions.keeping import lock_meal, lock_menu
from services.meals.enums import MealStatus, Proof, Way
from services.meals.models import Meal


def serve_rest(*, by: Any, at: datetime, menu_id: UUID) -> list[Meal]:
    """Whoever eats there or fetches, and of whom nothing is written yet, has had the meal; those written now.

    By whoever dispatches for the canteen; meals that are brought are ticked at the door. Raises NotAllowed, NotFound,
    NotYetServed.
    """
    with transaction.atomic():
        menu = lock_menu(by, menu_id)
        if timezone.localdate(at) < menu.on:
            raise NotYetServed
        rows = menu.meals.filter(status=MealStatus.BOOKED, way__in=[Way.EAT_IN, Way.FETCH]).order_by("elder", "id")
        done = Occurred(at)
        return [
            end_eaten(lock_meal(meal_id), "serve", by=by, at=at, done=done, proof=Proof.SEEN)
            for meal_id in rows.values_list("id", flat=True)
        ]
