"""The record stays as it is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import NotAllowed
from services.orders.actions.approve_correction import SecondPersonNeeded
from services.orders.actions.correcting import AnswerMissing, close_reversal, lock_correction
from services.orders.actions.events import emit_correction
from services.orders.enums import OPEN_CORRECTIONS, CorrectionStatus
from services.orders.lifecycle import advance_correction
from services.orders.models import CorrectionTicket
from services.orders.queries.corrections import say_of


def refuse_correction(*, by: Any, at: datetime, ticket_id: UUID, answer: str) -> CorrectionTicket:
    """Leave the record as it is, with words for the volunteer; also the second person's no to what the first found.

    Raises NotFound, OwnRecord, SecondPersonNeeded, NotAllowed, AnswerMissing, StateChanged.
    """
    if not answer.strip():
        raise AnswerMissing(field="answer")
    with transaction.atomic():
        ticket = lock_correction(by, ticket_id)
        say = say_of(by, ticket)
        second = ticket.status == CorrectionStatus.VERIFIED
        if second and ticket.verified_by_id == by.id:
            raise SecondPersonNeeded
        if ticket.status in OPEN_CORRECTIONS and not (say.approve if second else say.verify):
            raise NotAllowed
        words = answer.strip()[:300]
        advance_correction(ticket, "refuse", answer=words, closed_by=by, closed_at=at)
        if second:
            close_reversal(ticket, by=by, at=at, approve=False, words=words)
        emit_correction(ticket, "refused", at=at, by=by)
    return ticket
