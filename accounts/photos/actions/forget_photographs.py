"""Erase the pictures about an elder; that there were some stays."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.kept_files import forget_file
from accounts.photos.models import Photograph


def forget_photographs(*, by: Any, at: datetime, about_elder: UUID | None = None, ids: Collection[UUID] = ()) -> int:
    """Delete the files and what the camera said, of every picture about the elder and of these; how many there were.

    The rows stay: visits and reports point to them. Whoever calls writes down that and why (``forget_elder``).
    """
    those = Q(id__in=ids)
    if about_elder is not None:
        those |= Q(about_elder=about_elder)
    with transaction.atomic():
        found = list(Photograph.objects.select_for_update().filter(those, forgotten_at=None))
        for one in found:
            for name in (one.file, one.small_file):
                transaction.on_commit(partial(forget_file, name))
        Photograph.objects.filter(id__in=[one.id for one in found]).update(
            file="", small_file="", point=None, camera="", phash=None, forgotten_at=at
        )
    return len(found)
