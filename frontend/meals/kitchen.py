"""The sheet of one sitting: how many of what, for whom otherwise, and ticking who has eaten."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.actions.reveal_people import reveal_people
from accounts.refusals import Refusal
from frontend.shell.going import see_other
from services.meals.actions.serve_rest import serve_rest
from services.meals.enums import DECLINES, MealStatus, Way
from services.meals.queries.kitchen import kitchen_of, menu_kept_by


@login_required
@never_cache
@require_safe
def show_kitchen(request: HttpRequest, menu_id: UUID) -> HttpResponse:
    """Live until the orders end, frozen from then on; to print in large figures."""
    now = timezone.now()
    menu = menu_kept_by(request.user, menu_id)
    sheet = kitchen_of(menu)
    reveal_people(
        by=request.user,
        at=now,
        people={plate.meal.elder.person: f"elder:{plate.meal.elder_id}" for plate in sheet.special},
        purpose="kitchen",
    )
    waiting = [plate for plate in sheet.plates if plate.meal.status == MealStatus.BOOKED]
    context = {
        "menu": menu,
        "place": menu.canteen,
        "sheet": sheet,
        "now": now,
        "is_live": menu.counted_at is None,
        "has_begun": timezone.localdate(now) >= menu.on and menu.counted_at is not None,
        "waiting": waiting,
        "to_tick": [plate for plate in waiting if plate.meal.way != Way.DELIVER],
        "brought": sheet.ways[Way.DELIVER],
        "declines": [(one.value, one.label) for one in DECLINES],
    }
    return render(request, "meals/kitchen.html", context)


@login_required
@require_POST
def serve_others(request: HttpRequest, menu_id: UUID) -> HttpResponse:
    """All who are not ticked otherwise have eaten."""
    menu = menu_kept_by(request.user, menu_id)
    try:
        served = serve_rest(by=request.user, at=timezone.now(), menu_id=menu.id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(number)s meal ticked.", "%(number)s meals ticked.", len(served))
        messages.success(request, said % {"number": len(served)})
    return see_other("meals:kitchen", menu.id)
