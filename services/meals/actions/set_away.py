"""An elder is elsewhere for some days."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from accounts.refusals import Invalid, Refusal
from services.meals.actions.delivering import call_off_delivery
from services.meals.actions.holding import give_back
from services.meals.actions.keeping import lock_meal, tell
from services.meals.enums import Because, MealStatus
from services.meals.lifecycle import advance_meal
from services.meals.models import Away, Meal

LONGEST, FURTHEST = 366, 366
LONGEST_WORDS = 120


class BadAway(Invalid):
    code = "bad_away"
    sentence = _("The last day comes after the first, and both lie in the coming year.")
    status = 422


class AwayAlready(Refusal):
    code = "away_already"
    sentence = _("For some of these days the absence is known already.")


def set_away(
    *, by: Any, at: datetime, elder_id: UUID, first_on: date, last_on: date, words: str = ""
) -> tuple[Away, list[Meal]]:
    """Write down the days, both included, and call off the meals of these days that have not begun; those called off.

    What the kitchen has counted already is called off late. Raises NotFound without the power ORDER, BadAway,
    AwayAlready.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        elder = elder_for(by, elder_id, power=Power.ORDER, on=today)
        if not today <= first_on <= last_on or (last_on - today).days > FURTHEST:
            raise BadAway(field="last_on")
        Elder.objects.select_for_update(no_key=True).get(id=elder.id)
        try:
            with transaction.atomic():
                away = Away.objects.create(
                    elder=elder,
                    days=DateRange(first_on, last_on + timedelta(days=1)),
                    words=words.replace("\x00", "").strip()[:LONGEST_WORDS],
                    said_at=at,
                    said_by=by,
                )
        except IntegrityError as error:
            raise AwayAlready(field="first_on") from error
        rows = Meal.objects.filter(elder=elder, on__range=(first_on, last_on), status=MealStatus.BOOKED)
        gone = []
        for meal_id in rows.filter(menu__starts_at__gt=at).order_by("id").values_list("id", flat=True):
            meal = lock_meal(meal_id)
            late = at >= meal.menu.cut_off_at
            money = give_back(meal, at=at, charged=late)
            gone.append(
                advance_meal(
                    meal,
                    "cancel",
                    closed_at=at,
                    closed_by=by,
                    late=late,
                    because=Because.AWAY,
                    round=None,
                    stop=None,
                    **money,
                )
            )
            call_off_delivery(meal, by=by, at=at)
            tell(meal, "cancelled", at=at, by=by, late=late)
    return away, gone
