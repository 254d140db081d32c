"""Who belongs, why they went, what became of a fee and of looking in."""

from django.db import models
from django.utils.translation import pgettext_lazy

from accounts.organisations.enums import OrganisationKind

OF_ELDERS = (OrganisationKind.ELDERS_ASSOCIATION, OrganisationKind.MUTUAL_AID)  # elders themselves are the members


class Gone(models.TextChoices):
    """Why a membership ended."""

    LEFT = "LEFT", pgettext_lazy("association member", "Left the association")
    MOVED = "MOVED", pgettext_lazy("association member", "Moved away")
    DIED = "DIED", pgettext_lazy("association member", "Died")


class FeeState(models.TextChoices):
    PAID = "PAID", pgettext_lazy("fee", "Paid")
    WAIVED = "WAIVED", pgettext_lazy("fee", "Let off")


class Band(models.TextChoices):
    """Age as the notices speak of it: 低龄, 中龄, 高龄."""

    YOUNG = "YOUNG", pgettext_lazy("elder", "Young-old, under 70")
    MIDDLE = "MIDDLE", pgettext_lazy("elder", "70 to 79")
    OLD = "OLD", pgettext_lazy("elder", "Old-old, 80 and over")


class LookOutcome(models.TextChoices):
    DONE = "DONE", pgettext_lazy("looking in", "Looked in")
    NOT_IN = "NOT_IN", pgettext_lazy("looking in", "Nobody was in")
    NOT_GONE = "NOT_GONE", pgettext_lazy("looking in", "Could not go")
