from datetime import time

from django.db import models
from django.utils.translation import pgettext_lazy


class Sitting(models.TextChoices):
    BREAKFAST = "BREAKFAST", pgettext_lazy("sitting", "Breakfast")
    LUNCH = "LUNCH", pgettext_lazy("sitting", "Lunch")
    SUPPER = "SUPPER", pgettext_lazy("sitting", "Supper")


# From when to when one eats where a menu says nothing else, by the clocks of China.
HOURS = {
    Sitting.BREAKFAST: (time(7), time(8, 30)),
    Sitting.LUNCH: (time(11), time(12, 30)),
    Sitting.SUPPER: (time(17), time(18, 30)),
}
# What a meal is called in contracts and programmes: the code of the service list.
ITEMS = {Sitting.BREAKFAST: "breakfast", Sitting.LUNCH: "lunch", Sitting.SUPPER: "dinner"}
CATEGORY = "meals"


class Way(models.TextChoices):
    """How the meal gets to the elder."""

    EAT_IN = "EAT_IN", pgettext_lazy("meal", "Eats there")
    FETCH = "FETCH", pgettext_lazy("meal", "Fetched")
    DELIVER = "DELIVER", pgettext_lazy("meal", "Brought home")


class MealStatus(models.TextChoices):
    BOOKED = "BOOKED", pgettext_lazy("meal", "Ordered")
    SERVED = "SERVED", pgettext_lazy("meal", "Eaten")
    DECLINED = "DECLINED", pgettext_lazy("meal", "Not wanted")
    MISSED = "MISSED", pgettext_lazy("meal", "Nobody took it")
    CANCELLED = "CANCELLED", pgettext_lazy("meal", "Called off")


UNEATEN = (MealStatus.DECLINED, MealStatus.MISSED)


class Proof(models.TextChoices):
    """How whoever handed it over knows whose hands it came into."""

    CARD = "CARD", pgettext_lazy("meal", "The elder’s card")
    CODE = "CODE", pgettext_lazy("meal", "The spoken code")
    SEEN = "SEEN", pgettext_lazy("meal", "Knows the elder")


class Because(models.TextChoices):
    """Why a meal came back."""

    NO_APPETITE = "NO_APPETITE", pgettext_lazy("meal", "No appetite")
    ILL = "ILL", pgettext_lazy("meal", "Does not feel well")
    TASTE = "TASTE", pgettext_lazy("meal", "Did not like it")
    ATE = "ATE", pgettext_lazy("meal", "Has eaten already")
    AWAY = "AWAY", pgettext_lazy("meal", "Is away")
    NOBODY_OPENED = "NOBODY_OPENED", pgettext_lazy("meal", "Nobody opened")
    DID_NOT_COME = "DID_NOT_COME", pgettext_lazy("meal", "Did not come")
    OTHER = "OTHER", pgettext_lazy("meal", "Another reason")


DECLINES = (Because.NO_APPETITE, Because.ILL, Because.TASTE, Because.ATE, Because.OTHER)


class BillStatus(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("bill", "To be paid")
    PAID = "PAID", pgettext_lazy("bill", "Paid")


class ClashKind(models.TextChoices):
    """What of a dish does not go with what is known of the elder."""

    ALLERGY = "ALLERGY", pgettext_lazy("meal", "Allergy")
    DIET = "DIET", pgettext_lazy("meal", "Diet")
