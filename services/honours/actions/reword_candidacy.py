"""Say it better: the words of a candidate, before they are on notice."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from services.honours.actions.keeping import lock_candidacy, public_words, tell
from services.honours.enums import CandidacyState
from services.honours.models import Candidacy
from services.orders.lifecycle import StateChanged

BEFORE = (CandidacyState.SUGGESTED, CandidacyState.NOMINATED, CandidacyState.SHORTLISTED)


def reword_candidacy(*, by: Any, at: datetime, candidacy_id: UUID, words: str) -> Candidacy:
    """Raises NotAllowed, NotFound, StateChanged, SayWhy, TooMuchSaid, TooPrivate."""
    with transaction.atomic():
        found = lock_candidacy(candidacy_id, by=by, permission=Permission.HONOUR_NOMINATE)
        if found.state not in BEFORE:
            raise StateChanged(status=found.get_state_display())
        hidden = (found.elder.person.name,) if found.elder else ()
        found.words = public_words(words, names=hidden)
        found.save(update_fields=["words"])
        tell(found, "reworded", by=by, at=at, deliver=False)
    return found
