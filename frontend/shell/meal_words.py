"""News of meals in words: sentences of the inbox, what stands below them, and where they lead."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.elders.queries import call_name
from frontend.shell.wording import moment_text
from services.meals.models import DeliveryRound, Meal, Menu

MealNews = Meal | Menu | DeliveryRound
MEAL_SENTENCES: dict[str, Any] = {
    "services.meal.declined": gettext_lazy("%(elder)s did not want to eat: %(what)s"),
    "services.meal.missed": gettext_lazy("%(elder)s: nobody took the meal"),
    "services.menu.counted": gettext_lazy("The kitchen has its count: %(what)s"),
    "services.meals_round.published": gettext_lazy("Meals to bring: %(what)s"),
}
MEAL_SHORT: dict[str, Any] = {
    "services.meal.missed": gettext_lazy("%(elder)s: nobody took the meal"),
    "services.meals_round.published": gettext_lazy("There are meals to bring"),
}


def meal_subjects(wanted: dict[str, list[UUID]]) -> Iterable[MealNews]:
    """What notices speak of, by the kinds of their subjects. At most three queries."""
    if "meal" in wanted:
        yield from Meal.objects.filter(id__in=wanted["meal"]).select_related("elder__person", "menu__canteen")
    if "menu" in wanted:
        yield from Menu.objects.filter(id__in=wanted["menu"]).select_related("canteen")
    if "meals_round" in wanted:
        yield from DeliveryRound.objects.filter(id__in=wanted["meals_round"]).select_related("menu__canteen")


def meal_line(subject: MealNews) -> tuple[dict[str, str], str, str]:
    """The facts of its sentence, the note below, and the address."""
    if isinstance(subject, Meal):
        facts = {"elder": call_name(subject.elder.person), "what": str(subject.get_because_display())}
        href = reverse("meals:order", args=[subject.elder_id]) + f"?week={subject.on}"
        return facts, f"{subject.menu.canteen.name}{_(', ')}{moment_text(subject.menu.starts_at)}", href
    menu = subject if isinstance(subject, Menu) else subject.menu
    name = "meals:kitchen" if isinstance(subject, Menu) else "meals:round"
    facts = {"what": f"{menu.canteen.name} {menu.get_sitting_display()}"}
    return facts, moment_text(menu.starts_at), reverse(name, args=[subject.id])
