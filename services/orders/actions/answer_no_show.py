"""The volunteer answers to "did not come"."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, NotFound, Refusal
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.models import NoShow


class AnswerMissing(Invalid):
    code = "answer_missing"
    sentence = _("Say in a few words how it was.")


class AnsweredAlready(Refusal):
    code = "answered_already"
    sentence = _("You have answered to this. The township reads it.")


def answer_no_show(*, by: Any, at: datetime, assignment_id: UUID, words: str) -> NoShow:
    """Object, once, in one's own words; the township looks. Raises NotFound for anybody else, AnswerMissing."""
    if not words.strip():
        raise AnswerMissing(field="words")
    with transaction.atomic():
        assignment, order = lock_assignment(assignment_id)
        missed = NoShow.objects.select_for_update(of=("self",)).filter(assignment=assignment).first()
        if missed is None or by.person_id is None or assignment.person_id != by.person_id:
            raise NotFound
        if missed.answered_at is not None or missed.struck_at is not None:
            raise AnsweredAlready
        missed.answer, missed.answered_at = words.strip()[:500], at
        missed.save(update_fields=["answer", "answered_at"])
        emit_order(order, "missed_answered", at=at, by=by, assignment=str(assignment.id))
    return missed
