"""What was done, line by line."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.incidents.actions.record import add_step, checked_words, emit_incident, lock_incident
from services.incidents.enums import PROGRESS, What
from services.incidents.models import Step


def note_progress(
    *,
    by: Any,
    at: datetime,
    incident_id: UUID,
    what: What | str = What.NOTE,
    words: str = "",
    happened_at: datetime | None = None,
    device_at: datetime | None = None,
) -> Step:
    """Add a line: on the way, there, 120 called, or a sentence. What was written stays.

    Raises NotAllowed, NotFound, IncidentOver, WordsMissing for an empty note.
    """
    chosen = What(what) if what in PROGRESS else What.NOTE
    with transaction.atomic():
        incident, _stands = lock_incident(incident_id, by=by, at=at)
        said = checked_words(words, wanted=chosen == What.NOTE)
        step = add_step(incident, chosen, by=by, at=at, happened_at=happened_at, device_at=device_at, words=said)
        emit_incident(incident, "noted", at=at, by=by, what=chosen)
    return step
