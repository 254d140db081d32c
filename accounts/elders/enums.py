from django.db import models
from django.utils.translation import gettext_lazy as _


class Power(models.TextChoices):
    """What a proxy may do for the elder."""

    VIEW = "VIEW", _("See")
    ORDER = "ORDER", _("Order services")
    CONFIRM = "CONFIRM", _("Confirm that work was done")


class Consent(models.TextChoices):
    """How the elder agreed."""

    IN_PERSON = "IN_PERSON", _("In person")
    BY_PHONE = "BY_PHONE", _("By phone")
    SIGNED = "SIGNED", _("Signed on paper")
    VOICE_NOTE = "VOICE_NOTE", _("Voice note")
