from django.db import models
from django.utils.translation import pgettext_lazy


class Source(models.TextChoices):
    """Who pays the minutes of an order besides the elder's own passbook, in this order."""

    GIFT = "GIFT", pgettext_lazy("source", "A gift")
    POOL = "POOL", pgettext_lazy("source", "Community pool")


class UseStatus(models.TextChoices):
    """What became of minutes set aside for an order."""

    HELD = "HELD", pgettext_lazy("purse", "Set aside")
    DRAWN = "DRAWN", pgettext_lazy("purse", "Paid")
    RELEASED = "RELEASED", pgettext_lazy("purse", "Given back")
    RETURNED = "RETURNED", pgettext_lazy("purse", "Paid, and taken back")
