"""An urging is over: say what became of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.visits.actions.urging import lock_urging, tell_of, words_of
from services.visits.lifecycle import advance_urging
from services.visits.models import Urging


def close_urging(*, by: Any, at: datetime, urging_id: UUID, outcome: str) -> Urging:
    """Close it with what became of it. Raises NotAllowed, NotFound, SayWhat, TooMuch, StateChanged."""
    outcome = words_of(outcome, name="outcome", needed=True)
    with transaction.atomic():
        urging = lock_urging(by=by, urging_id=urging_id)
        advance_urging(urging, "close", outcome=outcome, closed_at=at)
        tell_of(urging, "closed", by=by, at=at)
    return urging
