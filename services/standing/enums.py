from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OnHoliday(models.TextChoices):
    """What becomes of a day that is a public holiday."""

    KEEP = "KEEP", _("Come as on any day")
    SKIP = "SKIP", _("Leave it out")
    MOVE = "MOVE", _("Come on the next working day instead")


class OccurrenceState(models.TextChoices):
    ORDERED = "ORDERED", pgettext_lazy("occurrence", "Ordered")
    REFUSED = "REFUSED", pgettext_lazy("occurrence", "Could not be ordered")  # tried again while it is still to come
    SKIPPED = "SKIPPED", pgettext_lazy("occurrence", "Left out")  # somebody said so, of this one day
    DROPPED = "DROPPED", pgettext_lazy("occurrence", "Taken back")  # a change, a pause or the end took its order back


# The job leaves these alone; days in the others are made again as soon as the rhythm names them.
SETTLED = (OccurrenceState.ORDERED, OccurrenceState.SKIPPED)
