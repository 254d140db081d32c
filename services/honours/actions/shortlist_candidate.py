"""Put a nominated candidate on the county's shortlist, or back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from services.honours.actions.keeping import OneOfThem, lock_candidacy, tell
from services.honours.enums import RoundState
from services.honours.lifecycle import advance
from services.honours.models import Candidacy
from services.honours.queries.candidacies import is_own
from services.orders.lifecycle import StateChanged


def shortlist_candidate(*, by: Any, at: datetime, candidacy_id: UUID, on: bool = True) -> Candidacy:
    """While names are collected; whoever nominated hears that consent is asked for now.

    Raises NotAllowed, NotFound, OneOfThem, StateChanged.
    """
    with transaction.atomic():
        found = lock_candidacy(candidacy_id, by=by, permission=Permission.HONOUR_HOLD)
        if is_own(by, found):
            raise OneOfThem
        if found.round.state != RoundState.COLLECTING:
            raise StateChanged(status=found.round.get_state_display())
        if on:
            advance(found, "shortlist", shortlisted_at=at, shortlisted_by=by)
            tell(found, "shortlisted", by=by, at=at)
        else:
            advance(found, "put_back", shortlisted_at=None, shortlisted_by=None)
            tell(found, "put_back", by=by, at=at)
    return found
