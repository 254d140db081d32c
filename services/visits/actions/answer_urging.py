"""The family member who was urged answers, signed in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import NotFound
from services.visits.actions.urging import tell_of, words_of
from services.visits.lifecycle import advance_urging
from services.visits.models import Urging


def answer_urging(*, by: Any, at: datetime, urging_id: UUID, answer: str) -> Urging:
    """Keep the answer; village and township read it. Raises NotFound (not addressed to them), SayWhat, StateChanged."""
    answer = words_of(answer, name="answer", needed=True)
    with transaction.atomic():
        rows = Urging.objects.select_for_update(of=("self",)).select_related("elder__person", "supporter")
        urging = rows.filter(id=urging_id, supporter__person__isnull=False, supporter__person=by.person_id).first()
        if urging is None:
            raise NotFound
        advance_urging(urging, "answer", answer=answer, answered_at=at)
        tell_of(urging, "answered", by=by, at=at)
    return urging
