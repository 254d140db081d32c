from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "services.visits"
    label = "visits"

    def ready(self) -> None:
        """Say to whoever pays allowances when an elder was last seen: the floor below cannot ask."""
        from services.visits.queries.contact import last_met
        from timebank.subsidies.contact import LOOKS

        if last_met not in LOOKS:
            LOOKS.append(last_met)
