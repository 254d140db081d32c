"""What there is to eat, and who has ordered it."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import demand, managed_organisations
from accounts.elders.models import Elder
from accounts.elders.queries import reachable_elders
from accounts.refusals import NotFound
from services.meals.enums import MealStatus
from services.meals.models import Dish, Meal, Menu
from services.places.models import Place

WEEK = timedelta(days=7)


def published_menus(place_ids: Collection[UUID], *, first_on: date, days: int = 7) -> list[Menu]:
    """Published menus of these places from a day on, by day and hour, with what is on them."""
    rows = Menu.objects.filter(
        canteen__in=list(place_ids),
        on__gte=first_on,
        on__lt=first_on + timedelta(days=days),
        published_at__isnull=False,
    )
    return list(with_dishes(rows).annotate(taken=_taken()))


def menus_of(canteen: Place, *, first_on: date) -> list[Menu]:
    """Drafts too, of a week, with how many meals are ordered (``taken``)."""
    rows = Menu.objects.filter(canteen=canteen, on__gte=first_on, on__lt=first_on + WEEK)
    return list(with_dishes(rows).annotate(taken=_taken()))


def with_dishes(rows: QuerySet[Menu]) -> QuerySet[Menu]:
    return (
        rows.select_related("canteen__region", "canteen__operator")
        .prefetch_related("dishes__dish")
        .order_by("on", "starts_at", "canteen")
    )


def dishes_of(canteen: Place) -> list[Dish]:
    """Dishes it cooks, by name."""
    return list(Dish.objects.filter(canteen=canteen, retired_at=None).order_by("name", "id"))


def canteen_run_by(user: Any, place_id: UUID) -> Place:
    """A place whose organisation one dispatches for. Raises NotAllowed, NotFound."""
    demand(user, Permission.ORDER_DISPATCH)
    rows = Place.objects.filter(operator__in=managed_organisations(user))
    found = rows.select_related("region", "operator").prefetch_related("hours").filter(id=place_id).first()
    if found is None:
        raise NotFound
    return found


def meals_of(elder: Elder, *, first_on: date, last_on: date | None = None) -> list[Meal]:
    """What is ordered for an elder from a day on, called off meals too, by day and hour."""
    rows = Meal.objects.filter(elder=elder, on__gte=first_on)
    if last_on is not None:
        rows = rows.filter(on__lte=last_on)
    return list(with_everything(rows).order_by("on", "menu__starts_at", "id"))


def meal_for(user: Any, meal_id: UUID) -> Meal:
    """A meal that one ordered, may order, cooks or carries. Raises NotFound."""
    meal = with_everything(Meal.objects.filter(id=meal_id)).first()
    if meal is None or not visible_meals(user).filter(id=meal_id).exists():
        raise NotFound
    return meal


def visible_meals(user: Any) -> QuerySet[Meal]:
    """Meals of elders one may see, of canteens one dispatches for, and of rounds one carries."""
    carried = Q(round__carrier=user.person_id, round__published_at__isnull=False) if user.person_id else Q(pk__in=[])
    return Meal.objects.filter(
        Q(elder__in=reachable_elders(user).values("id"))
        | Q(menu__canteen__operator__in=managed_organisations(user))
        | carried
    )


def with_everything(rows: QuerySet[Meal]) -> QuerySet[Meal]:
    return rows.select_related(
        "elder__person__home", "payer", "menu__canteen__region", "menu__canteen__operator", "round"
    ).prefetch_related("lines__menu_dish__dish")


def last_week_of(elder: Elder, *, first_on: date) -> list[Meal]:
    """What the elder had in the seven days before a week, without what was called off."""
    rows = Meal.objects.filter(elder=elder, on__gte=first_on - WEEK, on__lt=first_on).exclude(
        status=MealStatus.CANCELLED
    )
    return list(with_everything(rows).order_by("on", "menu__starts_at"))


def elders_who_ate(place_ids: Iterable[UUID], *, on: date) -> int:
    """How many elders have a meal on a day at these places."""
    rows = Meal.objects.filter(menu__canteen__in=list(place_ids), on=on).exclude(status=MealStatus.CANCELLED)
    return rows.values("elder").distinct().count()


def _taken() -> Count:
    return Count("meals", filter=~Q(meals__status=MealStatus.CANCELLED))
