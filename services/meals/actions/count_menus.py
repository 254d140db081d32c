"""At the cut-off the kitchen gets its count."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count

from services.meals.actions.keeping import tell_menu
from services.meals.enums import MealStatus
from services.meals.models import MealLine, Menu


def count_menus(*, at: datetime) -> list[Menu]:
    """Freeze the count of every published menu whose orders have ended; those counted now. Again: nothing more.

    What is called off afterwards is shown as late beside the count and changes it no more.
    """
    counted = []
    waiting = Menu.objects.filter(cut_off_at__lte=at, counted_at=None, published_at__isnull=False)
    for menu_id in waiting.order_by("id").values_list("id", flat=True):
        with transaction.atomic():
            rows = Menu.objects.select_for_update(no_key=True, of=("self",)).select_related("canteen")
            menu = rows.filter(id=menu_id, counted_at=None).first()
            if menu is None:
                continue
            lines = MealLine.objects.filter(meal__menu=menu).exclude(
                meal__status=MealStatus.CANCELLED, meal__late=False
            )
            portions = lines.values_list("menu_dish").annotate(Count("id")).order_by("menu_dish")
            plates = menu.meals.exclude(status=MealStatus.CANCELLED, late=False).count()
            menu.counted = {str(dish): number for dish, number in portions} | {"all": plates}
            menu.counted_at = at
            menu.save(update_fields=["counted", "counted_at"])
            tell_menu(menu, "counted", at=at, by=None, portions=plates)
            counted.append(menu)
    return counted
