from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HoursStatus(models.TextChoices):
    """What the organisation says of the hours of one service."""

    APPROVED = "APPROVED", pgettext_lazy("hours", "Approved")
    QUERIED = "QUERIED", pgettext_lazy("hours", "Asked about")


class Remark(models.TextChoices):
    """Why somebody should look before these hours are approved."""

    DISPUTED = "DISPUTED", _("somebody objects")
    FORGOTTEN = "FORGOTTEN", _("check-out forgotten")
    DOUBTFUL = "DOUBTFUL", _("the clock of the phone was off")
    OVER = "OVER", _("longer than planned")
    SHORT = "SHORT", _("less than half of what was planned")
    WEAK = "WEAK", _("weak proof")
    CHANGED = "CHANGED", _("changed since it was approved")
    OWN = "OWN", _("your own hours")


class HandoverStatus(models.TextChoices):
    """What became of work that one organisation offered to another."""

    OFFERED = "OFFERED", pgettext_lazy("handover", "Waiting for an answer")
    ACCEPTED = "ACCEPTED", pgettext_lazy("handover", "Taken over")
    REFUSED = "REFUSED", pgettext_lazy("handover", "Not taken over")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("handover", "Taken back")
