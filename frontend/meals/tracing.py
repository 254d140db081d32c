"""Putting right what was written down of a meal."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.refusals import Refusal
from frontend.shell.going import see_other
from services.meals.actions.correct_meal import correct_meal
from services.meals.queries.menus import meal_for


@login_required
@require_POST
def correct(request: HttpRequest, meal_id: UUID) -> HttpResponse:
    """``eaten=1&reason=…``."""
    meal = meal_for(request.user, meal_id)
    eaten = request.POST.get("eaten") == "1"
    try:
        correct_meal(
            by=request.user,
            at=timezone.now(),
            meal_id=meal.id,
            eaten=eaten,
            reason=request.POST.get("reason", ""),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Put right. The next bill says so too."))
    return see_other("meals:kitchen", meal.menu_id)
