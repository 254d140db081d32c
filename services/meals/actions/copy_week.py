"""The same menus as another week."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.refusals import Refusal
from services.meals.actions.keeping import lock_canteen
from services.meals.actions.write_menu import write_menu
from services.meals.models import Menu

WEEK = timedelta(days=7)


def copy_week(*, by: Any, at: datetime, place_id: UUID, source: date, target: date) -> list[Menu]:
    """Write the menus of the week of ``source`` once more for that of ``target``, not published yet; those written.

    Days that have a menu, or lie behind us, or whose dishes are no longer cooked are passed over. Raises NotAllowed,
    NotFound, CanteenClosed.
    """
    first, begins = monday(source), monday(target)
    made = []
    with transaction.atomic():
        place = lock_canteen(by, place_id)
        there = set(Menu.objects.filter(canteen=place, on__range=(begins, begins + WEEK)).values_list("on", "sitting"))
        rows = Menu.objects.filter(canteen=place, on__gte=first, on__lt=first + WEEK)
        for menu in rows.prefetch_related("dishes__dish"):
            on = begins + (menu.on - first)
            dishes = [row.dish_id for row in menu.dishes.all() if row.dish.retired_at is None]
            if (on, menu.sitting) in there or on < timezone.localdate(at) or not dishes:
                continue
            hours = (timezone.localtime(menu.starts_at).time(), timezone.localtime(menu.ends_at).time())
            try:
                with transaction.atomic():
                    made.append(
                        write_menu(
                            by=by,
                            at=at,
                            place_id=place.id,
                            on=on,
                            sitting=menu.sitting,
                            dish_ids=dishes,
                            hours=hours,
                            cut_off_at=menu.cut_off_at + (on - menu.on),
                            most=menu.most,
                        )
                    )
            except Refusal:  # closed on that day, or too far away: the others come all the same
                continue
    return made


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())
