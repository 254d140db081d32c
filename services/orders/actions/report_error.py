"""A volunteer says that one of their records is wrong, or takes that back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, NotFound, Refusal
from services.orders.actions.events import emit_correction
from services.orders.enums import CorrectionSubject
from services.orders.lifecycle import advance_correction
from services.orders.models import CorrectionTicket
from services.orders.queries.records import record_to_correct


class WordsMissing(Invalid):
    code = "words_missing"
    sentence = _("Say what is right, in your own words.")


class ReportedAlready(Refusal):
    code = "reported_already"
    sentence = _("You have reported this one already. Somebody is looking into it.")


def report_error(
    *,
    by: Any,
    at: datetime,
    assignment_id: UUID,
    subject: CorrectionSubject,
    words: str,
    minutes_said: int | None = None,
) -> CorrectionTicket:
    """Report an error in one's own record (order no. 67, Art 13); ``minutes_said`` is what it should be.

    The organisation that sent the volunteer verifies it, else the territory. Raises NotFound for anybody else's
    record, WordsMissing, ReportedAlready.
    """
    if not words.strip():
        raise WordsMissing(field="words")
    record = record_to_correct(by.person_id, assignment_id)
    try:
        with transaction.atomic():
            ticket = CorrectionTicket.objects.create(
                assignment=record.assignment,
                record=record,
                organisation=record.assignment.organisation,
                region_code=record.assignment.order.village_code,
                subject=subject,
                words=words.strip()[:500],
                minutes_said=minutes_said,
                reported_by=by,
                reported_at=at,
            )
            emit_correction(ticket, "reported", at=at, by=by)
    except IntegrityError as error:
        raise ReportedAlready from error
    return ticket


def withdraw_report(*, by: Any, at: datetime, ticket_id: UUID) -> CorrectionTicket:
    """Take one's own report back while nobody has looked into it. Raises NotFound, StateChanged."""
    with transaction.atomic():
        ticket = CorrectionTicket.objects.filter(id=ticket_id, record__person=by.person_id).first()
        if ticket is None:
            raise NotFound
        advance_correction(ticket, "withdraw", closed_by=by, closed_at=at)
        emit_correction(ticket, "withdrawn", at=at, by=by)
    return ticket
