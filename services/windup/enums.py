from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TakeoutState(models.TextChoices):
    """How far a file with everything of a county is."""

    WRITING = "WRITING", _("Being written")
    READY = "READY", pgettext_lazy("takeout", "Ready")
    FAILED = "FAILED", _("Could not be written")
    GONE = "GONE", _("Deleted")
