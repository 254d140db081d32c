"""Call a round off, and say why. What was found on the way stays in the dossiers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.surveys.actions.extend_round import reason_of
from accounts.surveys.enums import Happened, RoundState
from accounts.surveys.lifecycle import lock_round, note_step
from accounts.surveys.models import Round


def call_off_round(*, by: Any, at: datetime, round_id: UUID, reason: str) -> Round:
    """End the round unfinished. Raises NotAllowed, NotFound, RoundOver, SayWhy."""
    with transaction.atomic():
        found = lock_round(round_id, by=by)
        words = reason_of(reason)  # whoever may not is told so first
        found.state, found.ended_at = RoundState.CALLED_OFF, at
        found.save(update_fields=["state", "ended_at"])
        note_step(Happened.CALLED_OFF, by=by, at=at, of=found, words=words)
    return found
