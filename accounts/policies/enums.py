from django.db import models
from django.utils.translation import pgettext_lazy


class DraftStatus(models.TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("policy", "Being written")
    SUBMITTED = "SUBMITTED", pgettext_lazy("policy", "Waits for a second person")
    IN_FORCE = "IN_FORCE", pgettext_lazy("policy", "Approved")
    REJECTED = "REJECTED", pgettext_lazy("policy", "Turned down")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("policy", "Taken back")
