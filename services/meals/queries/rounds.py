"""Rounds as the canteen draws them and as a carrier walks them."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.organisations.queries import current
from accounts.people.enums import VolunteerStatus
from accounts.people.models import Person
from accounts.people.queries import distance_m, place_of
from accounts.refusals import NotFound
from services.meals.enums import MealStatus
from services.meals.models import DeliveryRound, Meal, Menu
from services.places.models import Place

TOWNSHIP_DIGITS = 9


@dataclass(frozen=True)
class Way:
    """A round with its doors in order, the length of the way in metres, and how many doors are done."""

    round: DeliveryRound
    stops: list[Meal]
    metres: int
    done: int

    @property
    def is_over(self) -> bool:
        return self.done == len(self.stops)


def carriers_for(canteen: Place, *, at: datetime) -> list[Person]:
    """Who can carry meals from there: people of the organisation, then verified volunteers of the township, by name."""
    on = timezone.localdate(at)
    members = Q(current(on, "memberships__"), memberships__organisation=canteen.operator_id)
    volunteers = Q(
        volunteer__status=VolunteerStatus.VERIFIED, home__code__startswith=canteen.region_id[:TOWNSHIP_DIGITS]
    )
    of_house = list(Person.objects.filter(members).distinct().order_by("name", "id"))
    others = Person.objects.filter(volunteers).exclude(id__in=[one.id for one in of_house])
    return [*of_house, *others.order_by("name", "id")[:200]]


def rounds_of(menu: Menu) -> list[Way]:
    """All rounds of a sitting by name. Two queries."""
    rows = list(menu.rounds.select_related("carrier").order_by("name"))
    stops = _stops(Meal.objects.filter(round__in=rows))
    return [_way(row, [one for one in stops if one.round_id == row.id], menu.canteen) for row in rows]


def rounds_carried_by(user: Any, *, on: date) -> list[DeliveryRound]:
    """Published rounds of a day that somebody carries, the first to leave first."""
    if user.person_id is None:
        return []
    rows = DeliveryRound.objects.filter(carrier=user.person_id, published_at__isnull=False, menu__on=on)
    return list(rows.select_related("menu__canteen__region").order_by("menu__starts_at", "name"))


def round_carried_by(user: Any, round_id: UUID) -> Way:
    """One of them, of any day. Raises NotFound."""
    rows = DeliveryRound.objects.filter(carrier=user.person_id, carrier__isnull=False, published_at__isnull=False)
    found = rows.select_related("menu__canteen__region").filter(id=round_id).first()
    if found is None:
        raise NotFound
    return _way(found, _stops(Meal.objects.filter(round=found)), found.menu.canteen)


def loose_meals(menu: Menu) -> list[Meal]:
    """Meals that are brought and are on no round yet."""
    rows = menu.meals.filter(way="DELIVER", round=None).exclude(status=MealStatus.CANCELLED)
    return list(rows.select_related("elder__person__home").order_by("id"))


def _stops(rows: QuerySet[Meal]) -> list[Meal]:
    rows = rows.exclude(status=MealStatus.CANCELLED).select_related("elder__person__home", "menu")
    return list(rows.prefetch_related("lines__menu_dish__dish").order_by("stop", "id"))


def _way(row: DeliveryRound, stops: list[Meal], canteen: Place) -> Way:
    doors = [canteen.point, *(place_of(meal.elder.person) for meal in stops)]
    legs = (distance_m(*one, *other) or 0 for one, other in pairwise(doors))
    return Way(row, stops, sum(legs), sum(meal.status != MealStatus.BOOKED for meal in stops))
