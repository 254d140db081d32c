"""No special eye on the elder any more: what came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.elders.actions.keeping import tell, write_change
from accounts.elders.actions.note_focus_care import lock_care
from accounts.elders.actions.open_focus_care import mark_to_judge, words_of
from accounts.elders.models import FocusCare


def close_focus_care(*, by: Any, at: datetime, elder_id: UUID, outcome: str) -> FocusCare:
    """It stays in the history. Raises NotAllowed, NotFound, ElderLeft, FocusWords."""
    said = words_of(outcome, "outcome")
    with transaction.atomic():
        elder, care = lock_care(by=by, elder_id=elder_id)
        care.closed_at, care.closed_by, care.outcome = at, by, said
        care.save(update_fields=["closed_at", "closed_by", "outcome"])
        write_change(by=by, at=at, elder=elder, about="FOCUS", about_id=care.id, field="focus_closed", became=said)
        mark_to_judge(elder)
        tell("elder.focus_closed", by=by, at=at, elder=elder, care=str(care.id))
    return care
