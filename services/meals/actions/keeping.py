"""What the actions on meals share: whose canteen it is, locking, telling."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.models import Elder
from accounts.journal.actions.emit import emit
from accounts.organisations.queries import is_member
from accounts.refusals import NotFound, Refusal
from services.meals.models import DeliveryRound, Meal, Menu
from services.places.enums import PlaceKind
from services.places.models import Place

TOLD = ("declined", "missed")  # what happened otherwise stands on the page


class CanteenClosed(Refusal):
    code = "canteen_closed"
    sentence = _("This canteen is closed on that day, or nobody runs it at present.")


def lock_canteen(by: Any, place_id: UUID) -> Place:
    """A place whose organisation the actor dispatches for, locked; ``by`` None is the house.

    Raises NotAllowed, NotFound, CanteenClosed.
    """
    if by is not None:
        demand(by, Permission.ORDER_DISPATCH)
    rows = Place.objects.select_for_update(no_key=True, of=("self",)).select_related("region", "operator")
    place = rows.filter(id=place_id).first()
    if place is None:
        raise NotFound
    _demand_house(by, place)
    return place


def lock_menu(by: Any, menu_id: UUID) -> Menu:
    """A menu of such a place, locked. Raises NotAllowed, NotFound, CanteenClosed."""
    if by is not None:
        demand(by, Permission.ORDER_DISPATCH)
    rows = Menu.objects.select_for_update(no_key=True, of=("self",))
    menu = rows.select_related("canteen__region", "canteen__operator").filter(id=menu_id).first()
    if menu is None:
        raise NotFound
    _demand_house(by, menu.canteen)
    return menu


def lock_round(by: Any, round_id: UUID) -> DeliveryRound:
    """A round of such a place, with its menu locked. Raises NotAllowed, NotFound."""
    found = DeliveryRound.objects.filter(id=round_id).first()
    if found is None:
        if by is not None:
            demand(by, Permission.ORDER_DISPATCH)
        raise NotFound
    menu = lock_menu(by, found.menu_id)
    found = DeliveryRound.objects.get(id=round_id)
    found.menu = menu
    return found


def lock_meal(meal_id: UUID) -> Meal:
    """The elder, then the meal, locked; with menu, canteen and round. Raises NotFound."""
    elder_id = Meal.objects.filter(id=meal_id).values_list("elder", flat=True).first()
    if elder_id is None:
        raise NotFound
    Elder.objects.select_for_update(no_key=True).get(id=elder_id)
    rows = Meal.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("elder__person__home", "menu__canteen__operator", "round").get(id=meal_id)


def gives_out(user: Any, meal: Meal, *, at: datetime) -> bool:
    """Whether somebody hands this meal over: its carrier, or anybody of the organisation that cooks."""
    if user is None or user.person_id is None:
        return False
    carried = meal.round is not None and meal.round.published_at is not None
    if carried and meal.round is not None and meal.round.carrier_id == user.person_id:
        return True
    operator = meal.menu.canteen.operator_id
    return operator is not None and is_member(operator, user.person_id, on=timezone.localdate(at))


def is_open(place: Place, on: date) -> bool:
    return place.opened_on <= on and (place.closed_on is None or on < place.closed_on)


def tell(meal: Meal, happened: str, *, at: datetime, by: Any, **detail: Any) -> None:
    """Emit ``services.meal.<happened>``."""
    emit(
        f"services.meal.{happened}",
        at=at,
        by=by,
        subject_kind="meal",
        subject_id=meal.id,
        region_code=meal.elder.person.home_id,
        public={"meal": str(meal.id), "status": meal.status},
        detail={"menu": str(meal.menu_id), **detail},
        deliver=happened in TOLD,
    )


def tell_menu(menu: Menu, happened: str, *, at: datetime, by: Any, **detail: Any) -> None:
    """Emit ``services.menu.<happened>``; written down, and told to the kitchen when it is the count."""
    emit(
        f"services.menu.{happened}",
        at=at,
        by=by,
        subject_kind="menu",
        subject_id=menu.id,
        region_code=menu.canteen.region_id,
        public={"menu": str(menu.id)},
        detail=detail,
        deliver=happened == "counted",
    )


def _demand_house(by: Any, place: Place) -> None:
    if place.operator_id is None or place.kind == PlaceKind.SHARED_DWELLING:
        if by is not None:
            raise NotFound
        raise CanteenClosed
    if by is not None:
        demand(by, Permission.ORDER_DISPATCH, organisation_id=place.operator_id)
