from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a round is for; of each kind one is open in a place at a time."""

    CENSUS = "CENSUS", pgettext_lazy("round", "Full survey")
    CHANGES = "CHANGES", pgettext_lazy("round", "Check of what changed")
    RISKS = "RISKS", pgettext_lazy("round", "Survey of risks")


class Whom(models.TextChoices):
    """Which elders a round asks about."""

    LEFT_BEHIND = "LEFT_BEHIND", pgettext_lazy("round", "Elders left behind")
    ALL = "ALL", pgettext_lazy("round", "All elders")
    PRIORITY = "PRIORITY", pgettext_lazy("round", "Elders at high risk")


class RoundState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("round", "Under way")
    CLOSED = "CLOSED", pgettext_lazy("round", "Finished")
    CALLED_OFF = "CALLED_OFF", pgettext_lazy("round", "Called off")


class Rung(models.TextChoices):
    """On which step of the ladder a report stands."""

    VILLAGE = "VILLAGE", pgettext_lazy("round", "Village")
    TOWNSHIP = "TOWNSHIP", pgettext_lazy("round", "Township")


class ReportState(models.TextChoices):
    """How far a village, or a township, is."""

    OPEN = "OPEN", pgettext_lazy("report", "Not handed in")
    SUBMITTED = "SUBMITTED", pgettext_lazy("report", "Handed in")
    SIGNED = "SIGNED", pgettext_lazy("report", "Signed")
    BACK = "BACK", pgettext_lazy("report", "Sent back")


class Happened(models.TextChoices):
    """A step in the history of a round or a report."""

    OPENED = "OPENED", pgettext_lazy("round step", "Opened")
    EXTENDED = "EXTENDED", pgettext_lazy("round step", "Extended")
    CALLED_OFF = "CALLED_OFF", pgettext_lazy("round step", "Called off")
    CLOSED = "CLOSED", pgettext_lazy("round step", "Finished")
    SUBMITTED = "SUBMITTED", pgettext_lazy("round step", "Handed in")
    SIGNED = "SIGNED", pgettext_lazy("round step", "Signed")
    BACK = "BACK", pgettext_lazy("round step", "Sent back")


class WhyNot(models.TextChoices):
    """Why an elder could not be asked."""

    NOBODY_HOME = "NOBODY_HOME", pgettext_lazy("not seen", "Nobody was at home")
    AWAY = "AWAY", pgettext_lazy("not seen", "Away for a time")
    HOSPITAL = "HOSPITAL", pgettext_lazy("not seen", "In hospital")
    REFUSED = "REFUSED", pgettext_lazy("not seen", "Did not want to be asked")
    OTHER = "OTHER", pgettext_lazy("not seen", "Another reason")


class RosterState(models.TextChoices):
    WRITING = "WRITING", pgettext_lazy("frozen", "Being frozen")
    FROZEN = "FROZEN", pgettext_lazy("frozen", "Frozen")


class Nudge(models.TextChoices):
    """Which reminder was sent."""

    SOON = "SOON", pgettext_lazy("reminder", "Due soon")
    OVERDUE = "OVERDUE", pgettext_lazy("reminder", "Overdue")
