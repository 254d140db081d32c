"""What is still under way in a county: it keeps the county open until it is finished."""

from dataclasses import dataclass

from services.incidents.enums import OPEN as OPEN_INCIDENTS
from services.incidents.models import Incident
from services.meals.enums import MealStatus
from services.meals.models import Meal
from services.orders.enums import OrderStatus
from services.orders.models import Contest, Order
from services.standing.models import StandingOrder
from timebank.ledger.queries.holders import held_within, undecided_within
from timebank.subsidies.enums import RunStatus
from timebank.subsidies.models import Run

UNFINISHED_ORDERS = (
    OrderStatus.OPEN,
    OrderStatus.CLAIMED,
    OrderStatus.IN_SERVICE,
    OrderStatus.SERVED,
    OrderStatus.DISPUTED,
)


@dataclass(frozen=True)
class Left:
    """A kind of thing that is open, and how many of it."""

    code: str
    count: int


def left_in(county_code: str) -> list[Left]:
    """Everything that must be finished before a county is closed, in the order people meet it; zeros too."""
    home = {"elder__person__home__code__startswith": county_code}
    incidents = Incident.objects.filter(region__code__startswith=county_code, state__in=OPEN_INCIDENTS)
    runs = Run.objects.filter(programme__region__code__startswith=county_code, status=RunStatus.PROPOSED)
    return [
        Left("orders", Order.objects.filter(status__in=UNFINISHED_ORDERS, **home).count()),
        Left("standing", StandingOrder.objects.filter(ended_at=None, **home).count()),
        Left("meals", Meal.objects.filter(status=MealStatus.BOOKED, **home).count()),
        Left("contests", Contest.objects.filter(closed_at=None, **home).count()),
        Left("reversals", undecided_within(county_code)),
        Left("incidents", incidents.count()),
        Left("runs", runs.count()),
        Left("held", held_within(county_code)),
    ]
