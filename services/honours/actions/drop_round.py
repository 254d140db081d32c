"""Call a round off before it is decided. It stays written down with its reason, and the years are free again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from services.honours.actions.keeping import reason, tell_round
from services.honours.lifecycle import advance
from services.honours.models import HonourRound
from services.honours.queries.rounds import lock_round


def drop_round(*, by: Any, at: datetime, round_id: UUID, words: str) -> HonourRound:
    """Raises NotAllowed, NotFound, SayWhy, StateChanged."""
    with transaction.atomic():
        found = lock_round(round_id, by=by, permission=Permission.HONOUR_HOLD)
        advance(found, "drop", dropped_because=reason(words, longest=300))
        tell_round(found, "called_off", by=by, at=at)
    return found
