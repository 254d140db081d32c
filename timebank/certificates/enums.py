from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CertificateStatus(models.TextChoices):
    CURRENT = "CURRENT", pgettext_lazy("certificate", "Current")
    SUPERSEDED = "SUPERSEDED", pgettext_lazy("certificate", "Superseded")
    REVOKED = "REVOKED", pgettext_lazy("certificate", "Revoked")


class Because(models.TextChoices):
    """Why a certificate no longer stands."""

    NEWER = "NEWER", _("A newer certificate replaces it.")
    CORRECTED = "CORRECTED", _("One of its records was corrected since.")
    REVOKED = "REVOKED", _("The county has withdrawn it.")
