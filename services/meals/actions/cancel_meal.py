"""Call a meal off."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.organisations.actions.keeping import said
from accounts.refusals import Refusal
from services.meals.actions.delivering import call_off_delivery
from services.meals.actions.holding import give_back
from services.meals.actions.keeping import lock_meal, tell
from services.meals.lifecycle import advance_meal
from services.meals.models import Meal


class SittingBegan(Refusal):
    code = "sitting_began"
    sentence = _("The meal has begun. Whoever brings it writes down what became of it.")


def cancel_meal(*, by: Any, at: datetime, meal_id: UUID, reason: str = "") -> Meal:
    """Free until the orders end; after that it counts as called off late, until the sitting begins.

    By the elder's side (power ORDER), or by the canteen, which says why and never charges for it; ``by`` None is the
    house. Raises NotFound, ReasonMissing, SittingBegan, MealChanged.
    """
    with transaction.atomic():
        meal = lock_meal(meal_id)
        operator = meal.menu.canteen.operator_id
        kitchen = by is None or (operator is not None and may(by, Permission.ORDER_DISPATCH, organisation_id=operator))
        if not kitchen:
            elder_for(by, meal.elder_id, power=Power.ORDER, on=timezone.localdate(at))
        if at >= meal.menu.starts_at and by is not None:
            raise SittingBegan
        late = at >= meal.menu.cut_off_at and not kitchen
        words = said(reason) if kitchen and by is not None else reason.replace("\x00", "").strip()[:200]
        money = give_back(meal, at=at, charged=late)
        advance_meal(meal, "cancel", closed_at=at, closed_by=by, late=late, words=words, round=None, stop=None, **money)
        call_off_delivery(meal, by=by, at=at)
        tell(meal, "cancelled", at=at, by=by, late=late)
    return meal
