"""The carrier's way, door by door, on a phone."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.actions.reveal_people import reveal_people
from accounts.refusals import Invalid, Refusal
from frontend.offline.replay import replayable
from frontend.shell.door_card import token_of
from frontend.shell.going import see_other
from services.meals.actions.decline_meal import decline_meal
from services.meals.actions.hand_over_meal import hand_over_meal
from services.meals.actions.miss_meal import miss_meal
from services.meals.enums import DECLINES, MealStatus, Proof
from services.meals.models import Meal
from services.meals.queries.eating import eating_of
from services.meals.queries.menus import meal_for
from services.meals.queries.rounds import round_carried_by, rounds_carried_by

FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


@login_required
@never_cache
@require_safe
def show_mine(request: HttpRequest) -> HttpResponse:
    """Today's rounds of mine; straight to it when there is but one."""
    today = timezone.localdate()
    rounds = rounds_carried_by(request.user, on=today)
    if len(rounds) == 1:
        return see_other("meals:round", rounds[0].id)
    return render(request, "meals/my_rounds.html", {"rounds": rounds, "today": today})


@login_required
@never_cache
@require_safe
def show_round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """One round: the next door large, the others below."""
    now = timezone.now()
    way = round_carried_by(request.user, round_id)
    reveal_people(
        by=request.user,
        at=now,
        people={stop.elder.person: f"elder:{stop.elder_id}" for stop in way.stops},
        purpose="round_of_meals",
    )
    eating = eating_of({stop.elder_id for stop in way.stops})
    waiting = [stop for stop in way.stops if stop.status == MealStatus.BOOKED]
    context = {
        "way": way,
        "menu": way.round.menu,
        "place": way.round.menu.canteen,
        "waiting": waiting,
        "next": waiting[0] if waiting else None,
        "known": eating[waiting[0].elder_id] if waiting else None,
        "later": [(stop, eating[stop.elder_id]) for stop in waiting[1:]],
        "done": [stop for stop in way.stops if stop.status != MealStatus.BOOKED],
        "declines": [(one.value, one.label) for one in DECLINES],
    }
    return render(request, "meals/round.html", context)


@replayable
@login_required
@require_POST
def end(request: Any, meal_id: UUID) -> HttpResponse:
    """``how=serve&proof=CARD&code=…``, ``how=decline&because=ILL`` or ``how=miss``; back to where it was tapped."""
    meal = meal_for(request.user, meal_id)
    try:
        _end(request, meal)
    except Refusal as refusal:
        if request.unattended:
            raise
        messages.error(request, str(refusal))
    if request.POST.get("back") == "kitchen" or meal.round_id is None:
        return see_other("meals:kitchen", meal.menu_id)
    return see_other("meals:round", meal.round_id)


def _end(request: Any, meal: Meal) -> None:
    now = timezone.now()
    asked: dict[str, Any] = {"by": request.user, "at": now, "meal_id": meal.id, "occurred": request.occurred}
    data = request.POST
    match data.get("how", ""):
        case "serve":
            proof, code = _proof(data.get("code", ""))
            hand_over_meal(**asked, proof=proof, code=code)
            messages.success(request, _("Handed over."))
        case "decline":
            decline_meal(**asked, because=data.get("because", ""), words=data.get("words", ""))
            messages.success(request, _("Written down. If it happens again, somebody will look in."))
        case "miss":
            done = miss_meal(**asked, words=data.get("words", ""), away="away" in data)
            said = _("Written down. The village has been asked to look in.")
            messages.success(request, said if done.incident_id else _("Written down."))
        case _:
            raise Invalid(field="how")


def _proof(text: str) -> tuple[Proof, str]:
    """Four digits are the spoken code, anything longer is what the card says: the letters, or the address in its QR."""
    said = re.sub(r"\s", "", text).translate(FULL_WIDTH)
    if not said:
        return Proof.SEEN, ""
    if re.fullmatch(r"[0-9]{4}", said):
        return Proof.CODE, said
    return Proof.CARD, token_of(text)
