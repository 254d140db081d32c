"""A dish is no longer cooked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import NotFound
from services.meals.actions.keeping import lock_canteen
from services.meals.models import Dish


def retire_dish(*, by: Any, at: datetime, dish_id: UUID) -> Dish:
    """It stays on menus that have it and is offered for none to come. Raises NotAllowed, NotFound, CanteenClosed."""
    with transaction.atomic():
        dish = Dish.objects.filter(id=dish_id).first()
        if dish is None:
            raise NotFound
        lock_canteen(by, dish.canteen_id)
        Dish.objects.filter(id=dish.id, retired_at=None).update(retired_at=at)
        dish.refresh_from_db()
    return dish
