"""Take it back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.publications.actions.keeping import NothingWritten, TooMuchWritten, lock_publication, tell
from services.publications.lifecycle import advance_publication
from services.publications.models import SOURCE, Publication


def withdraw_publication(*, by: Any, at: datetime, publication_id: UUID, because: str) -> Publication:
    """It is no longer listed; who has its address reads that it was withdrawn and why. The editions stay.

    Raises NotAllowed, NotFound, StateChanged, NothingWritten, TooMuchWritten.
    """
    said = because.replace("\x00", "").strip()
    if not said:
        raise NothingWritten(field="because")
    if len(said) > SOURCE:
        raise TooMuchWritten(field="because", n=SOURCE)
    with transaction.atomic():
        found = lock_publication(publication_id, by=by)
        advance_publication(found, "withdraw", withdrawn_at=at, withdrawn_because=said)
        tell(found, "withdrawn", at=at, by=by, deliver=False)
    return found
