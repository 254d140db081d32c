"""Somebody says that they have read it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce

from accounts.refusals import NotFound
from services.publications.enums import State
from services.publications.models import Reader


def answer_publication(*, by: Any, at: datetime, publication_id: UUID) -> Reader:
    """Read and understood; said again it stays as it was. Raises NotFound for who it was not sent to."""
    with transaction.atomic():
        mine = Reader.objects.filter(publication=publication_id, user=by, publication__state=State.PUBLISHED)
        mine.filter(answered_at=None).update(answered_at=at, opened_at=Coalesce("opened_at", Value(at)))
        found = mine.first()
        if found is None:
            raise NotFound
    return found
