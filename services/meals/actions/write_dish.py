"""A canteen says what a dish is: its name, its price, what is in it, whom it is fit for."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.fields import ALLERGENS, DIETS
from accounts.refusals import Invalid, NotFound, Refusal
from services.meals.actions.keeping import lock_canteen
from services.meals.models import Dish

LONGEST_NAME, DEAREST_FEN, MOST_DISHES = 40, 100_000, 300


class DishNamed(Refusal):
    code = "dish_named"
    sentence = _("There is a dish of this name already.")


class BadDish(Invalid):
    code = "bad_dish"
    sentence = _("A dish has a name of at most 40 characters and costs at most 1000 yuan.")
    status = 422


def write_dish(
    *,
    by: Any,
    at: datetime,
    place_id: UUID,
    name: str,
    price_fen: int,
    allergens: Collection[str] = (),
    diets: Collection[str] = (),
    dish_id: UUID | None = None,
) -> Dish:
    """Add a dish, or write one anew; menus that stand keep the price they promised.

    Raises NotAllowed, NotFound, CanteenClosed, BadDish, DishNamed.
    """
    called = name.replace("\x00", "").strip()
    if not 1 <= len(called) <= LONGEST_NAME or not 0 <= price_fen <= DEAREST_FEN:
        raise BadDish(field="name" if not 1 <= len(called) <= LONGEST_NAME else "price_fen")
    if not set(allergens) <= set(ALLERGENS):
        raise BadDish(field="allergens")
    if not set(diets) <= set(DIETS):
        raise BadDish(field="diets")
    with transaction.atomic():
        place = lock_canteen(by, place_id)
        standing = Dish.objects.filter(canteen=place, retired_at=None)
        if standing.filter(name=called).exclude(id__in=[dish_id] if dish_id else []).exists():
            raise DishNamed(field="name")
        dish = standing.filter(id=dish_id).first() if dish_id else Dish(canteen=place)
        if dish is None:
            raise NotFound
        if dish_id is None and standing.count() >= MOST_DISHES:
            raise BadDish(field="name")
        dish.name, dish.price_fen = called, price_fen
        dish.allergens = [code for code in ALLERGENS if code in allergens]
        dish.diets = [code for code in DIETS if code in diets]
        dish.save()
    return dish
