"""Tell those once more who have not read it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from services.publications.actions.keeping import lock_publication, tell
from services.publications.actions.post_publication import NotPublished
from services.publications.enums import State
from services.publications.models import Publication
from services.publications.queries.readers import unread

AGAIN_AFTER = timedelta(hours=20)


class RemindedLately(Refusal):
    code = "reminded_lately"
    sentence = _("They were reminded today already.")
    status = 429


def remind_readers(*, by: Any, at: datetime, publication_id: UUID) -> int:
    """How many were told. Once a day: more is noise. Raises NotAllowed, NotFound, NotPublished, RemindedLately."""
    with transaction.atomic():
        found = lock_publication(publication_id, by=by)
        if found.state != State.PUBLISHED:
            raise NotPublished
        if found.reminded_at is not None and found.reminded_at + AGAIN_AFTER > at:
            raise RemindedLately
        waiting = unread(found).count()
        if waiting:
            Publication.objects.filter(id=found.id).update(reminded_at=at)
            tell(found, "reminded", at=at, by=by)
    return int(waiting)
