"""What the kitchen has to know of one sitting: how many of what, and for whom it must be otherwise."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound
from services.meals.enums import MealStatus
from services.meals.enums import Way as Path
from services.meals.models import Meal, Menu, MenuDish
from services.meals.queries.eating import Clash, Eating, clashes_of, eating_of


@dataclass
class Portions:
    """Of one dish: how many, and how they get out of the house."""

    row: MenuDish
    ways: Counter[str] = field(default_factory=Counter)
    frozen: int | None = None

    @property
    def number(self) -> int:
        return sum(self.ways.values())


@dataclass(frozen=True)
class Plate:
    """One elder's meal and what does not go with it."""

    meal: Meal
    eating: Eating
    clashes: list[Clash]

    @property
    def is_special(self) -> bool:
        return bool(self.clashes or self.eating.words or self.eating.diets or self.meal.note)


@dataclass
class Kitchen:
    """The sheet of a sitting. ``plates`` stand, ``late`` were called off after the count."""

    menu: Menu
    dishes: list[Portions]
    plates: list[Plate]
    late: list[Plate]
    ways: Counter[str]

    @property
    def number(self) -> int:
        return len(self.plates)

    @property
    def frozen(self) -> int | None:
        """Plates at the cut-off; None while it is not there yet."""
        return None if self.menu.counted is None else int(self.menu.counted.get("all", 0))

    @property
    def special(self) -> list[Plate]:
        return [plate for plate in self.plates if plate.is_special]

    @property
    def clashing(self) -> list[Plate]:
        return [plate for plate in self.plates if plate.clashes]

    @property
    def way_counts(self) -> list[tuple[str, int]]:
        return [(str(Path(way).label), self.ways[way]) for way in Path.values if self.ways[way]]


def menu_kept_by(user: Any, menu_id: UUID) -> Menu:
    """A menu of a canteen one dispatches for. Raises NotAllowed, NotFound."""
    demand(user, Permission.ORDER_DISPATCH)
    rows = Menu.objects.select_related("canteen__region", "canteen__operator").prefetch_related("dishes__dish")
    menu = rows.filter(id=menu_id, canteen__operator__isnull=False).first()
    if menu is None:
        raise NotFound
    demand(user, Permission.ORDER_DISPATCH, organisation_id=menu.canteen.operator_id)
    return menu


def kitchen_of(menu: Menu) -> Kitchen:
    """Count it. Needs ``dishes__dish`` and ``canteen``; five queries, however many meals."""
    rows = menu.meals.select_related("elder__person__home", "round")
    meals = list(rows.prefetch_related("lines__menu_dish__dish").order_by("elder__person__name", "id"))
    eating = eating_of({meal.elder_id for meal in meals})
    plates = [_plate(meal, eating[meal.elder_id]) for meal in meals if meal.status != MealStatus.CANCELLED]
    late = [_plate(meal, eating[meal.elder_id]) for meal in meals if meal.late]
    counted = menu.counted or {}
    dishes = {
        row.id: Portions(row, frozen=counted.get(str(row.id), 0) if menu.counted is not None else None)
        for row in menu.dishes.all()
    }
    ways: Counter[str] = Counter()
    for plate in plates:
        ways[plate.meal.way] += 1
        for line in plate.meal.lines.all():
            dishes[line.menu_dish_id].ways[plate.meal.way] += 1
    return Kitchen(menu, list(dishes.values()), plates, late, ways)


def _plate(meal: Meal, eating: Eating) -> Plate:
    return Plate(meal, eating, clashes_of(eating, [line.menu_dish.dish for line in meal.lines.all()]))
