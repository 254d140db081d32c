"""Two dossiers became one: the pictures about the one are about the other from now on."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts.photos.models import Photograph


def move_photographs(*, by: Any, at: datetime, about: UUID, to: UUID) -> int:
    """How many there were. A picture that repeated one of the same person repeats nobody else's any more.

    Whoever calls writes down that and why (``merge_elders``).
    """
    with transaction.atomic():
        moved = Photograph.objects.filter(about_elder=about).update(about_elder=to)
        own = Photograph.objects.filter(about_elder=to, same_as__about_elder=F("about_elder"))
        for one in own:
            one.same_as = one.same_distance = None
            one.save(update_fields=["same_as", "same_distance"])
    return moved
