from django.db import models
from django.utils.translation import pgettext_lazy


class Direction(models.TextChoices):
    IN = "IN", pgettext_lazy("call", "Came in")
    OUT = "OUT", pgettext_lazy("call", "Went out")


class Outcome(models.TextChoices):
    """How a call ended, as its line in the log says it."""

    ORDERED = "ORDERED", pgettext_lazy("call", "Ordered something")
    CHANGED = "CHANGED", pgettext_lazy("call", "Changed an order")
    CANCELLED = "CANCELLED", pgettext_lazy("call", "Called an order off")
    ASKED = "ASKED", pgettext_lazy("call", "Asked or told something")
    CALL_BACK = "CALL_BACK", pgettext_lazy("call", "To be rung back")
    NO_ANSWER = "NO_ANSWER", pgettext_lazy("call", "Nobody answered")
    UNKNOWN = "UNKNOWN", pgettext_lazy("call", "Not recognised")
    OTHER = "OTHER", pgettext_lazy("call", "Something else")


# What is done with the elder's orders during the call; it is noted when it happens.
DOINGS = (Outcome.ORDERED, Outcome.CHANGED, Outcome.CANCELLED)
