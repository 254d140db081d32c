"""The canteen's rounds: who brings which meal, and in which order."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.actions.reveal_people import reveal_people
from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound, Refusal
from frontend.meals.going import as_key
from frontend.shell.going import see_other
from services.meals.actions.change_round import change_round
from services.meals.actions.draw_rounds import draw_rounds
from services.meals.actions.move_stop import move_stop
from services.meals.actions.publish_round import publish_round
from services.meals.models import DeliveryRound
from services.meals.queries.kitchen import menu_kept_by
from services.meals.queries.menus import meal_for
from services.meals.queries.rounds import carriers_for, loose_meals, rounds_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_rounds(request: HttpRequest, menu_id: UUID) -> HttpResponse:
    """All rounds of a sitting; POST draws those that are missing."""
    menu = menu_kept_by(request.user, menu_id)
    now = timezone.now()
    if request.method == "POST":
        draw_rounds(by=request.user, at=now, menu_id=menu.id)
        messages.success(request, _("As last time, and who is new where the way is shortest."))
        return see_other("meals:rounds", menu.id)
    ways = rounds_of(menu)
    stops = [stop for way in ways for stop in way.stops]
    reveal_people(
        by=request.user,
        at=now,
        people={stop.elder.person: f"elder:{stop.elder_id}" for stop in stops},
        purpose="kitchen",
    )
    context = {
        "menu": menu,
        "place": menu.canteen,
        "ways": ways,
        "loose": loose_meals(menu),
        "carriers": carriers_for(menu.canteen, at=now) if ways else [],
    }
    return render(request, "meals/rounds.html", context)


@login_required
@require_POST
def change(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Name the carrier; ``publish`` gives the round out."""
    demand(request.user, Permission.ORDER_DISPATCH)
    found = DeliveryRound.objects.filter(id=round_id).first()
    if found is None:
        raise NotFound
    menu = menu_kept_by(request.user, found.menu_id)
    now = timezone.now()
    try:
        carrier = as_key(request.POST.get("carrier", ""))
        change_round(by=request.user, at=now, round_id=found.id, carrier_id=carrier, name=request.POST.get("name", ""))
        if "publish" in request.POST or found.published_at is not None:
            publish_round(by=request.user, at=now, round_id=found.id)
            messages.success(request, _("The carrier has the round."))
        else:
            messages.success(request, _("Written down."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return see_other("meals:rounds", menu.id)


@login_required
@require_POST
def move(request: HttpRequest, meal_id: UUID) -> HttpResponse:
    """``round=ID&stop=3``."""
    demand(request.user, Permission.ORDER_DISPATCH)
    meal = meal_for(request.user, meal_id)
    round_id, stop = as_key(request.POST.get("round", "")), request.POST.get("stop", "")
    if round_id is None or not stop.isascii() or not stop.isdigit():
        raise NotFound
    move_stop(by=request.user, at=timezone.now(), meal_id=meal.id, round_id=round_id, stop=min(int(stop), 1000))
    return see_other("meals:rounds", meal.menu_id)
