"""Answer a matter that was sent up. The answer is dated and stays."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.supervision.actions.mattering import lock_matter, tell_matter
from services.supervision.actions.tasking import SayWhat, checked_words
from services.supervision.lifecycle import advance
from services.supervision.models import Matter


def answer_matter(*, by: Any, at: datetime, matter_id: UUID, words: str) -> Matter:
    """Answered without a receipt, the answer is the receipt. Raises NotAllowed, NotFound, SayWhat, StateChanged."""
    with transaction.atomic():
        matter = lock_matter(matter_id, by=by)
        said = checked_words(words, SayWhat)
        receipt = {} if matter.received_at else {"received_at": at, "received_by": by}
        advance(matter, "answer", answer=said, answered_at=at, answered_by=by, **receipt)
        tell_matter(matter, "answered", by=by, at=at)
    return matter
