"""Reads about elders the village has an eye on."""

from accounts.elders.models import Elder, FocusCare, FocusNote


def focus_of(elder: Elder) -> FocusCare | None:
    """What is open about the elder, if anything."""
    return FocusCare.objects.filter(elder=elder, closed_at=None).select_related("opened_by__person").first()


def earlier_focus(elder: Elder) -> list[FocusCare]:
    """What is over, the last first."""
    return list(FocusCare.objects.filter(elder=elder).exclude(closed_at=None).order_by("-closed_at", "id"))


def notes_of(care: FocusCare) -> list[FocusNote]:
    """The news, newest first."""
    return list(care.notes.select_related("noted_by__person").order_by("-noted_at", "-id"))
