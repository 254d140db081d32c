"""What was written down of a meal was wrong."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.keeping import said
from accounts.policies.occurred import Occurred
from accounts.refusals import NotFound, Refusal
from services.meals.actions.hand_over_meal import end_eaten
from services.meals.actions.holding import hold
from services.meals.actions.keeping import lock_meal, tell
from services.meals.enums import MealStatus, Proof
from services.meals.lifecycle import advance_meal
from services.meals.models import Meal


class PaidByProgramme(Refusal):
    code = "meal_paid_by_programme"
    sentence = _("A programme has paid for this meal already. The county takes the payment back first.")


def correct_meal(*, by: Any, at: datetime, meal_id: UUID, eaten: bool, reason: str) -> Meal:
    """It was eaten after all, or it was not. The next bill puts the money right; nobody is alarmed any more.

    By whoever dispatches for the canteen. Raises NotAllowed, NotFound, ReasonMissing, PaidByProgramme, MealChanged.
    """
    words = said(reason)
    demand(by, Permission.ORDER_DISPATCH)
    with transaction.atomic():
        meal = lock_meal(meal_id)
        operator = meal.menu.canteen.operator_id
        if operator is None:
            raise NotFound
        demand(by, Permission.ORDER_DISPATCH, organisation_id=operator)
        if eaten:
            hold(meal, at=at)
            end_eaten(meal, "find_eaten", by=by, at=at, done=Occurred(at), proof=Proof.SEEN, words=words)
        else:
            if meal.paid_fen and meal.status == MealStatus.SERVED:
                raise PaidByProgramme
            advance_meal(meal, "find_uneaten", closed_at=at, closed_by=by, proof="", words=words, charge_percent=0)
        tell(meal, "corrected", at=at, by=by, eaten=eaten)
    return meal
