"""Somebody has it before them."""

from datetime import datetime
from typing import Any

from services.publications.models import Publication, Reader


def open_publication(*, by: Any, at: datetime, publication: Publication) -> bool:
    """Note that a reader it was sent to opened it; the first time counts. True when it was the first."""
    if by is None or not by.is_authenticated:
        return False
    mine = Reader.objects.filter(publication=publication, user=by, opened_at=None)
    return bool(mine.update(opened_at=at))
