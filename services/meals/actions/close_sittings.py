"""The sitting is over: what nobody has ticked was not taken."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.policies.meal_rules import MEAL_CLOSES
from accounts.policies.queries import applied
from services.meals.actions.closing import end_uneaten
from services.meals.actions.keeping import lock_meal
from services.meals.enums import Because, MealStatus, Way
from services.meals.models import Meal, Menu


def close_sittings(*, at: datetime) -> list[Meal]:
    """Close every menu whose time is over by the rules of its place; the meals that nobody took. Again: nothing more.

    Where a canteen has ticked nobody at all it kept no record that day: then its meals end without an alarm.
    """
    missed = []
    for menu in Menu.objects.filter(ends_at__lte=at, closed_at=None).select_related("canteen").order_by("id"):
        wait = applied(MEAL_CLOSES, region_code=menu.canteen.region_id, on=menu.on).value
        if menu.ends_at + timedelta(minutes=wait) > at:
            continue
        silent = not menu.meals.exclude(status__in=[MealStatus.BOOKED, MealStatus.CANCELLED]).exists()
        waiting = menu.meals.filter(status=MealStatus.BOOKED).order_by("elder", "id")
        for meal_id in waiting.values_list("id", flat=True):
            with transaction.atomic():
                meal = lock_meal(meal_id)
                if meal.status != MealStatus.BOOKED:
                    continue
                because = Because.NOBODY_OPENED if meal.way == Way.DELIVER else Because.DID_NOT_COME
                missed.append(end_uneaten(meal, "miss", by=None, at=at, because=because, quiet=silent))
        Menu.objects.filter(id=menu.id).update(closed_at=at)
    return missed
