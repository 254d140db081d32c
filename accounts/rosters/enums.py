from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Verdict(models.TextChoices):
    """What becomes of a row; the lower-case values are the contract of ``manage.py import_registry``."""

    ACCEPT = "accept", pgettext_lazy("roster", "Can go in")
    REJECT = "reject", pgettext_lazy("roster", "To be changed")
    DUPLICATE = "duplicate", pgettext_lazy("roster", "Twice")
    IGNORE = "ignore", pgettext_lazy("roster", "Left out")


class Effect(models.TextChoices):
    """What an accepted row does to the registry."""

    NEW = "NEW", pgettext_lazy("roster", "New")
    UPDATE = "UPDATE", pgettext_lazy("roster", "Brought up to date")


class UploadState(models.TextChoices):
    """How far an upload is."""

    CHECKING = "CHECKING", _("Being looked through")
    READY = "READY", _("Looked through")
    WRITING = "WRITING", _("Being written in")
    WRITTEN = "WRITTEN", _("Written in")
    FAILED = "FAILED", _("Could not be read")
    DISCARDED = "DISCARDED", _("Put aside")
