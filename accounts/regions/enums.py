from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    PROVINCE = "PROVINCE", _("Province")
    PREFECTURE = "PREFECTURE", _("Prefecture")
    COUNTY = "COUNTY", _("County")
    TOWNSHIP = "TOWNSHIP", _("Township")
    VILLAGE = "VILLAGE", _("Village")


# Digits of the statistical code at each level (统计用区划代码).
CODE_LENGTH = {
    Level.PROVINCE: 2,
    Level.PREFECTURE: 4,
    Level.COUNTY: 6,
    Level.TOWNSHIP: 9,
    Level.VILLAGE: 12,
}


class EndingState(models.TextChoices):
    """How far a county is with winding up."""

    PROPOSED = "PROPOSED", _("Waits for a second person")
    ANNOUNCED = "ANNOUNCED", _("Announced")
    STOPPED = "STOPPED", _("Takes no new orders")
    CLOSED = "CLOSED", _("Closed")
    WITHDRAWN = "WITHDRAWN", _("Taken back")
