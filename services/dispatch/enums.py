from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProposalState(models.TextChoices):
    QUEUED = "QUEUED", pgettext_lazy("proposal", "Waiting its turn")
    RUNNING = "RUNNING", pgettext_lazy("proposal", "Working it out")
    DONE = "DONE", pgettext_lazy("proposal", "Worked out")
    FAILED = "FAILED", pgettext_lazy("proposal", "Given up")


BUSY = (ProposalState.QUEUED, ProposalState.RUNNING)


class ChangeKind(models.TextChoices):
    """What somebody did to the draft of a day."""

    PLACE = "PLACE", pgettext_lazy("dispatch", "Placed")
    PIN = "PIN", pgettext_lazy("dispatch", "Pinned")
    PROPOSE = "PROPOSE", pgettext_lazy("dispatch", "Proposed by the computer")
    DISCARD = "DISCARD", pgettext_lazy("dispatch", "Took everything back")


class Since(models.TextChoices):
    """What is otherwise than it was told when the day was published."""

    NEW = "NEW", _("New since it was published")
    GONE = "GONE", _("Given back or cancelled since")
    OTHER = "OTHER", _("Somebody else was named since")
