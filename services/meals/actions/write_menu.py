"""What there is to eat at one sitting."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.policies.meal_rules import MEAL_CUT_OFF
from accounts.policies.queries import applied
from accounts.refusals import Invalid, Refusal
from services.meals.actions.keeping import CanteenClosed, is_open, lock_canteen, tell_menu
from services.meals.enums import HOURS, Sitting
from services.meals.models import Dish, MealLine, Menu, MenuDish

MOST_DISHES, MOST_PORTIONS = 12, 2000
FURTHEST = timedelta(days=92)


class NoDish(Invalid):
    code = "no_dish"
    sentence = _("Choose at least one dish, and only dishes of this canteen.")
    status = 422


class BadMenuDay(Invalid):
    code = "bad_menu_day"
    sentence = _("A menu is written for a day of the next three months.")
    status = 422


class BadMenuTimes(Invalid):
    code = "bad_menu_times"
    sentence = _("Orders end before the meal begins, and the meal begins before it ends.")
    status = 422


class MenuCounted(Refusal):
    code = "menu_counted"
    sentence = _("The kitchen has its count. This menu stays as it is.")


class DishOrdered(Refusal):
    code = "dish_ordered"
    sentence = _("Somebody has ordered %(dish)s. Keep it, or call those meals off first.")


def write_menu(
    *,
    by: Any,
    at: datetime,
    place_id: UUID,
    on: date,
    sitting: Sitting | str,
    dish_ids: Sequence[UUID],
    hours: tuple[time, time] | None = None,
    cut_off_at: datetime | None = None,
    most: int | None = None,
) -> Menu:
    """Write, or write anew, the menu of a day and sitting. A new one is published by ``publish_menus``.

    ``hours`` by the clocks of China, without them the usual ones; orders end at ``cut_off_at``, without it as long
    before as the rules say. A dish that somebody ordered stays, at the price it was ordered for. Raises NotAllowed,
    NotFound, CanteenClosed, BadMenuDay, NoDish, BadMenuTimes, MenuCounted, DishOrdered.
    """
    if sitting not in Sitting.values or (most is not None and not 1 <= most <= MOST_PORTIONS):
        raise Invalid(field="most" if sitting in Sitting.values else "sitting")
    today = timezone.localdate(at)
    if not today <= on <= today + FURTHEST:
        raise BadMenuDay(field="on")
    with transaction.atomic():
        place = lock_canteen(by, place_id)
        if not is_open(place, on):
            raise CanteenClosed(field="on")
        menu = Menu.objects.select_for_update(no_key=True).filter(canteen=place, on=on, sitting=sitting).first()
        if menu is None:
            menu = Menu(canteen=place, on=on, sitting=sitting)
        elif menu.counted_at is not None:
            raise MenuCounted
        menu.canteen = place
        _set_times(menu, hours, cut_off_at)
        menu.most = most
        menu.save()
        _set_dishes(menu, dish_ids)
        tell_menu(menu, "written", at=at, by=by)
    return menu


def _set_times(menu: Menu, hours: tuple[time, time] | None, cut_off_at: datetime | None) -> None:
    first, last = hours or HOURS[Sitting(menu.sitting)]
    menu.starts_at = timezone.make_aware(datetime.combine(menu.on, first))
    menu.ends_at = timezone.make_aware(datetime.combine(menu.on, last))
    if cut_off_at is None:
        before = applied(MEAL_CUT_OFF, region_code=menu.canteen.region_id, on=menu.on).value
        cut_off_at = menu.starts_at - timedelta(hours=before)
    menu.cut_off_at = cut_off_at
    if not menu.cut_off_at <= menu.starts_at < menu.ends_at or menu.starts_at - cut_off_at > timedelta(days=7):
        raise BadMenuTimes(field="cut_off_at")


def _set_dishes(menu: Menu, dish_ids: Sequence[UUID]) -> None:
    wanted = list(dict.fromkeys(dish_ids))
    there = {row.dish_id: row for row in menu.dishes.select_related("dish")}
    dishes = Dish.objects.filter(canteen=menu.canteen_id, id__in=wanted)
    new = {dish.id: dish for dish in dishes if dish.retired_at is None or dish.id in there}
    if not wanted or len(new) != len(wanted) or len(wanted) > MOST_DISHES:
        raise NoDish(field="dishes")
    gone = [row for dish_id, row in there.items() if dish_id not in new]
    taken = MealLine.objects.filter(menu_dish__in=gone).exclude(meal__status="CANCELLED")
    if (first := taken.select_related("menu_dish__dish").first()) is not None:
        raise DishOrdered(field="dishes", dish=first.menu_dish.dish.name)
    ordered = set(MealLine.objects.filter(menu_dish__menu=menu).values_list("menu_dish", flat=True))
    for row in gone:
        if row.id not in ordered:
            row.delete()
    MenuDish.objects.bulk_create(
        MenuDish(menu=menu, dish=new[dish_id], price_fen=new[dish_id].price_fen)
        for dish_id in wanted
        if dish_id not in there
    )
