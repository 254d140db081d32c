"""Write down what was heard or done about an elder somebody has an eye on."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.elders.actions.keeping import lock_elder, tell
from accounts.elders.actions.open_focus_care import demand_review, mark_to_judge, words_of
from accounts.elders.models import Elder, FocusCare, FocusNote
from accounts.refusals import NotFound


def note_focus_care(*, by: Any, at: datetime, elder_id: UUID, text: str, next_step: str, review_on: date) -> FocusNote:
    """The news, the next step, and when somebody looks again.

    Raises NotAllowed, NotFound (also when nobody has an eye on them), ElderLeft, FocusWords, FocusReview.
    """
    said, step = words_of(text, "text"), words_of(next_step, "next_step")
    demand_review(review_on, at)
    with transaction.atomic():
        elder, care = lock_care(by=by, elder_id=elder_id)
        note = FocusNote.objects.create(care=care, text=said, noted_at=at, noted_by=by)
        care.next_step, care.review_on = step, review_on
        care.save(update_fields=["next_step", "review_on"])
        mark_to_judge(elder)
        tell("elder.focus_noted", by=by, at=at, elder=elder, care=str(care.id), review_on=str(review_on))
    return note


def lock_care(*, by: Any, elder_id: UUID) -> tuple[Elder, FocusCare]:
    """The elder and what is open about them, both locked. Raises NotAllowed, NotFound, ElderLeft."""
    elder = lock_elder(by=by, elder_id=elder_id)
    care = FocusCare.objects.select_for_update().filter(elder=elder, closed_at=None).first()
    if care is None:
        raise NotFound
    return elder, care
