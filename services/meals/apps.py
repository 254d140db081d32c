from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MealsConfig(AppConfig):
    name = "services.meals"
    label = "meals"
    verbose_name = _("Meals")

    def ready(self) -> None:
        """Say to the orders what a proxy has spent on meals: a mandate has one limit of money, and they cannot ask."""
        from services.meals.queries.money import ordered_fen
        from services.orders.spending import ELSEWHERE

        if ordered_fen not in ELSEWHERE:
            ELSEWHERE.append(ordered_fen)
