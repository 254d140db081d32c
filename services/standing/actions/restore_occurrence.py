"""A day that was left out comes after all."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.standing.actions.events import tell
from services.standing.actions.lock import lock_standing
from services.standing.actions.make_occurrences import Made, make_occurrences
from services.standing.enums import OccurrenceState


def restore_occurrence(*, by: Any, at: datetime, standing_id: UUID, on: date) -> Made:
    """Undo ``skip_occurrence``; a near day is ordered at once. Raises NotFound, StandingEnded."""
    with transaction.atomic():
        standing = lock_standing(by=by, at=at, standing_id=standing_id)
        gone, _rows = standing.occurrences.filter(on=on, state=OccurrenceState.SKIPPED).delete()
        if not gone:
            return Made()
        tell(standing, "restored", at=at, by=by, on=on.isoformat())
        return make_occurrences(at=at, standing_ids=[standing.id])
