"""What other programs can be told of, and what can become of one call."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Subject(models.TextChoices):
    """What a webhook asks to hear of."""

    ORDERS = "ORDERS", pgettext_lazy("webhook", "Orders and standing orders")
    VISITS = "VISITS", pgettext_lazy("webhook", "Visits")
    ALARMS = "ALARMS", pgettext_lazy("webhook", "Emergencies")
    RECORDS = "RECORDS", pgettext_lazy("webhook", "Service records, certificates and passbooks")
    ORGANISATIONS = "ORGANISATIONS", pgettext_lazy("webhook", "Organisations and subsidies")


# Which events belong to it, by how their names begin.
NAMES: dict[Subject, tuple[str, ...]] = {
    Subject.ORDERS: ("services.order.", "services.standing."),
    Subject.VISITS: ("services.visit.", "services.urging."),
    Subject.ALARMS: ("services.incident.",),
    Subject.RECORDS: ("services.correction.", "timebank.certificate.", "timebank.minutes.", "timebank.reversal."),
    Subject.ORGANISATIONS: ("accounts.organisation.", "timebank.subsidy."),
}
TRIED = "accounts.webhook.tried"  # somebody pressed “try it”: for that webhook alone


class CallState(models.TextChoices):
    WAITING = "WAITING", pgettext_lazy("webhook call", "On its way")
    SENT = "SENT", pgettext_lazy("webhook call", "Received")
    FAILED = "FAILED", pgettext_lazy("webhook call", "Given up")
    DROPPED = "DROPPED", pgettext_lazy("webhook call", "Not sent: the connection was ended")
