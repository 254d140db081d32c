"""How many ate at a place."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count

from services.meals.enums import MealStatus, Way
from services.meals.models import Meal


def eaten_at(places: Collection[UUID], *, since: date, until: date) -> dict[date, int]:
    """Day → meals that were eaten there, both days included; what is brought or fetched is not somebody there."""
    rows = Meal.objects.filter(menu__canteen__in=places, on__range=(since, until), status=MealStatus.SERVED)
    counted: Any = rows.filter(way=Way.EAT_IN).order_by().values_list("on").annotate(number=Count("id"))
    return dict(counted)
