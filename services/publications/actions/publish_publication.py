"""Publish it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.publications.actions.keeping import keep_edition, lock_publication, send_out, tell
from services.publications.lifecycle import advance_publication
from services.publications.models import Publication


def publish_publication(*, by: Any, at: datetime, publication_id: UUID) -> Publication:
    """From now on everybody it is for can read it, and is told. Raises NotAllowed, NotFound, StateChanged."""
    with transaction.atomic():
        found = lock_publication(publication_id, by=by)
        advance_publication(found, "publish", published_at=at, number=1)
        keep_edition(found, by=by, at=at)
        send_out(found, at=at)
        tell(found, "published", at=at, by=by)
    return found
