"""Take an honour back, with a reason that everybody reads. It stays visible as revoked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from services.honours.actions.keeping import LONGEST, AnotherDecides, lock_candidacy, public_words, tell
from services.honours.lifecycle import advance
from services.honours.models import Candidacy

SHORT = 300


def revoke_honour(*, by: Any, at: datetime, candidacy_id: UUID, words: str) -> Candidacy:
    """By whoever may decide, but not by who nominated. Raises NotAllowed, NotFound, AnotherDecides, SayWhy,
    TooMuchSaid, TooPrivate, StateChanged."""
    with transaction.atomic():
        found = lock_candidacy(candidacy_id, by=by, permission=Permission.HONOUR_DECIDE)
        if by.id == found.nominated_by_id:
            raise AnotherDecides
        text = public_words(words[: LONGEST + 1])[:SHORT]
        advance(found, "revoke", ended_at=at, ended_by=by, revoked_because=text)
        tell(found, "revoked", by=by, at=at)
    return found
