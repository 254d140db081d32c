"""A second person agrees: the books are put right, and the record gets its next version."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import NotAllowed, Refusal
from services.orders.actions.correcting import append_version, close_reversal, lock_correction
from services.orders.actions.events import emit_correction
from services.orders.enums import CorrectionStatus
from services.orders.lifecycle import StateChanged, advance_correction
from services.orders.models import Assignment, CorrectionTicket
from services.orders.queries.corrections import say_of


class SecondPersonNeeded(Refusal):
    code = "second_person_needed"
    sentence = _("Whoever found it right cannot agree to it as well. A second person must.")
    status = 403


def approve_correction(*, by: Any, at: datetime, ticket_id: UUID) -> CorrectionTicket:
    """Agree as the second person: the old posting is reversed and the right one made, in one transaction.

    Raises NotFound, OwnRecord, SecondPersonNeeded, NotAllowed, StateChanged, and what the ledger refuses.
    """
    with transaction.atomic():
        ticket = lock_correction(by, ticket_id)
        if ticket.status != CorrectionStatus.VERIFIED or ticket.reversal_id is None:
            raise StateChanged(status=ticket.get_status_display())
        if ticket.verified_by_id == by.id:
            raise SecondPersonNeeded
        if not say_of(by, ticket).approve:
            raise NotAllowed

        close_reversal(ticket, by=by, at=at, approve=True, words=ticket.answer)
        Assignment.objects.filter(id=ticket.assignment_id).update(minutes_credited=ticket.credited_to_be)
        record = append_version(ticket, at=at, by=by)
        advance_correction(ticket, "approve", closed_by=by, closed_at=at, corrected=record)
        emit_correction(ticket, "corrected", at=at, by=by)
    return ticket
