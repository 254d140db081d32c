"""Who brings which meal, in which order: as yesterday, and whoever is new where the way is shortest."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.people.queries import distance_m, place_of
from services.meals.actions.keeping import lock_menu, tell_menu
from services.meals.enums import MealStatus, Way
from services.meals.models import DeliveryRound, Meal, Menu

MOST_STOPS = 20
REMEMBERS = timedelta(days=28)
FAR = 100_000  # metres: where a point is unknown

Point = tuple[float | None, float | None]


@dataclass(frozen=True)
class _Before:
    """On which round an elder was last, at which door, and who carried it."""

    name: str
    stop: int
    carrier_id: UUID | None


def draw_rounds(*, by: Any, at: datetime, menu_id: UUID) -> list[DeliveryRound]:
    """Put every meal that is brought and has no round yet into one; the rounds of the menu.

    Rounds are fixed by default: an elder comes on the round, at the place in it and with the carrier of the last time.
    The others join the round whose way grows least, by straight lines. What somebody moved by hand stays. By whoever
    dispatches for the canteen. Raises NotAllowed, NotFound.
    """
    with transaction.atomic():
        menu = lock_menu(by, menu_id)
        waiting = menu.meals.filter(way=Way.DELIVER, status=MealStatus.BOOKED, round=None)
        loose = list(waiting.select_related("elder__person__home").order_by("id"))
        if loose:
            _place(menu, loose)
            tell_menu(menu, "rounds_drawn", at=at, by=by, meals=len(loose))
    return list(menu.rounds.all())


def renumber(meals: list[Meal]) -> None:
    """Number the doors of one round in this order."""
    for number, meal in enumerate(meals, start=1):
        meal.stop = number
    Meal.objects.bulk_update(meals, ["round", "stop"])


def _place(menu: Menu, loose: list[Meal]) -> None:
    rounds = {row.name: row for row in menu.rounds.all()}
    stops: dict[str, list[Meal]] = {name: [] for name in rounds}
    rows = Meal.objects.filter(round__menu=menu).select_related("elder__person__home", "round").order_by("stop")
    for meal in rows:
        if meal.round is not None:
            stops[meal.round.name].append(meal)
    before = _before(menu, loose)
    known = sorted((meal for meal in loose if meal.elder_id in before), key=lambda m: before[m.elder_id].stop)
    for meal in known:
        last = before[meal.elder_id]
        if last.name not in rounds:
            rounds[last.name] = DeliveryRound.objects.create(menu=menu, name=last.name, carrier_id=last.carrier_id)
            stops[last.name] = []
        stops[last.name].append(meal)
    for meal in loose:
        if meal.elder_id not in before:
            _join(menu, meal, rounds, stops)
    for name, meals in stops.items():
        for meal in meals:
            meal.round = rounds[name]
        renumber(meals)


def _before(menu: Menu, loose: list[Meal]) -> dict[UUID, _Before]:
    """Elder → the last time, the newest wins. One query."""
    rows = Meal.objects.filter(
        elder__in=[meal.elder_id for meal in loose],
        menu__canteen=menu.canteen_id,
        sitting=menu.sitting,
        on__lt=menu.on,
        on__gte=menu.on - REMEMBERS,
        round__isnull=False,
    ).order_by("on")
    found = rows.values_list("elder", "round__name", "stop", "round__carrier")
    return {elder: _Before(name, stop or 0, carrier) for elder, name, stop, carrier in found}


def _join(menu: Menu, meal: Meal, rounds: dict[str, DeliveryRound], stops: dict[str, list[Meal]]) -> None:
    """Into the round, and at the place in it, where the way grows least; a full one takes nobody."""
    start = menu.canteen.point
    best: tuple[int, str, int] | None = None
    for name, meals in stops.items():
        if len(meals) >= MOST_STOPS or rounds[name].published_at is not None:
            continue
        cost, place = _cheapest(start, [_point(one) for one in meals], _point(meal))
        if best is None or cost < best[0]:
            best = (cost, name, place)
    if best is None:
        name = next(str(n) for n in range(1, 1000) if str(n) not in rounds)
        rounds[name] = DeliveryRound.objects.create(menu=menu, name=name)
        stops[name] = [meal]
        return
    stops[best[1]].insert(best[2], meal)


def _cheapest(start: Point, way: list[Point], new: Point) -> tuple[int, int]:
    """By how many metres the way from ``start`` through all doors grows, and before which door."""
    doors = [start, *way]
    costs = []
    for place in range(len(doors)):
        grows = _metres(doors[place], new)
        if place + 1 < len(doors):
            grows += _metres(new, doors[place + 1]) - _metres(doors[place], doors[place + 1])
        costs.append((grows, place))
    return min(costs, key=lambda one: (one[0], -one[1]))  # of equal ways the one that moves nobody


def _point(meal: Meal) -> Point:
    return place_of(meal.elder.person)


def _metres(one: Point, other: Point) -> int:
    metres = distance_m(*one, *other)
    return FAR if metres is None else metres
