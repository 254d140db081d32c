"""Take a candidate off, with a reason; the row stays."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.refusals import NotAllowed
from services.honours.actions.keeping import lock_candidacy, reason, tell
from services.honours.enums import CandidacyState
from services.honours.lifecycle import advance
from services.honours.models import Candidacy

OF_THE_TOWNSHIP = (CandidacyState.SUGGESTED, CandidacyState.NOMINATED)


def take_off_candidate(*, by: Any, at: datetime, candidacy_id: UUID, words: str) -> Candidacy:
    """The county any time before the decision; whoever nominates there while nobody is on the shortlist yet.

    Raises NotAllowed, NotFound, SayWhy, StateChanged.
    """
    with transaction.atomic():
        found = lock_candidacy(candidacy_id, by=by, permission=Permission.HONOUR_NOMINATE)
        holds = may(by, Permission.HONOUR_HOLD, region_code=found.region_id)
        if not holds and found.state not in OF_THE_TOWNSHIP:
            raise NotAllowed
        advance(found, "take_off", ended_at=at, ended_by=by, because=reason(words))
        tell(found, "taken_off", by=by, at=at)
    return found
