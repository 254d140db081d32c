from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Performer(models.TextChoices):
    """Who may do it."""

    VOLUNTEER = "VOLUNTEER", _("Volunteer")
    QUALIFIED = "QUALIFIED", _("Qualified staff")
    ORGANISATION = "ORGANISATION", _("Organisation")


class Mode(models.TextChoices):
    IN_PERSON = "IN_PERSON", pgettext_lazy("service", "In person")  # 线下
    ONLINE = "ONLINE", _("Online or by phone")  # 线上
