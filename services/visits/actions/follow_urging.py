"""Turn to the family once more, and keep what they answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.visits.actions.urging import add_try, lock_urging, tell_of, words_of
from services.visits.lifecycle import advance_urging
from services.visits.models import Urging


def follow_urging(*, by: Any, at: datetime, urging_id: UUID, channel: str, reached: bool, answer: str = "") -> Urging:
    """Log another try. An answer is kept and the township told. Raises NotAllowed, NotFound, StateChanged, Invalid."""
    answer = words_of(answer, name="answer", needed=reached)
    with transaction.atomic():
        urging = lock_urging(by=by, urging_id=urging_id)
        if reached:
            advance_urging(urging, "answer", answer=answer, answered_at=at)
        add_try(urging, by=by, at=at, channel=channel, reached=reached)
        tell_of(urging, "answered" if reached else "tried", by=by, at=at)
    return urging
