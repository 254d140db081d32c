"""Whoever answers for a record finds the volunteer right."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, NotAllowed
from services.orders.actions.correcting import AnswerMissing, append_version, earned_by, lock_correction, posting_of
from services.orders.actions.events import emit_correction
from services.orders.enums import CorrectionStatus
from services.orders.lifecycle import advance_correction
from services.orders.models import CorrectionTicket
from services.orders.queries.corrections import say_of
from timebank.ledger.actions.reversing import open_request

MOST_MINUTES = 24 * 60


class NothingDifferent(Invalid):
    code = "nothing_different"
    sentence = _("Nothing would change. Write how it should be, or leave the record as it is and say why.")


class ImpossibleRecord(Invalid):
    code = "impossible_record"
    sentence = _("A service lasts a day at most and lies in the past.")


@dataclass(frozen=True)
class Right:
    """How the record should read; None or empty: as it is. ``minutes`` are those actually served, 0: none at all."""

    minutes: int | None = None
    served_on: date | None = None
    place: str = ""
    content: str = ""


def verify_correction(*, by: Any, at: datetime, ticket_id: UUID, right: Right, answer: str) -> CorrectionTicket:
    """Write how the record should read. Where minutes move, a second person must agree; else it is put right now.

    Raises NotFound, OwnRecord, NotAllowed, AnswerMissing, NothingDifferent, ImpossibleRecord, StateChanged, and what
    the ledger refuses.
    """
    if not answer.strip():
        raise AnswerMissing(field="answer")
    with transaction.atomic():
        ticket = lock_correction(by, ticket_id)
        if ticket.status == CorrectionStatus.REPORTED and not say_of(by, ticket).verify:
            raise NotAllowed
        said = {**_said(ticket, right, at), "answer": answer.strip()[:300], "verified_by": by, "verified_at": at}
        for field, value in said.items():
            setattr(ticket, field, value)
        posting = posting_of(ticket)
        credited = earned_by(ticket, right.minutes, posting.amount) if posting and right.minutes is not None else None
        if posting is None or credited is None or credited == posting.amount:
            advance_correction(ticket, "amend", **said, closed_by=by, closed_at=at, corrected=_version(ticket, at, by))
            emit_correction(ticket, "corrected", at=at, by=by)
            return ticket

        asked = open_request(
            transfer=posting.transfer,
            by=by,
            at=at,
            reason=ticket.answer,
            repost_amount=credited,
            belongs_to="correction",
        )
        advance_correction(ticket, "verify", **said, reversal_id=asked.id, credited_to_be=credited)
        emit_correction(ticket, "verified", at=at, by=by)
    return ticket


def _version(ticket: CorrectionTicket, at: datetime, by: Any) -> Any:
    """The next version, unless the ticket was closed meanwhile: then the move along the table says so."""
    return append_version(ticket, at=at, by=by) if ticket.status == CorrectionStatus.REPORTED else None


def _said(ticket: CorrectionTicket, right: Right, at: datetime) -> dict[str, Any]:
    """What is to change, and only that."""
    record = ticket.record
    if right.minutes is not None and not 0 <= right.minutes <= MOST_MINUTES:
        raise ImpossibleRecord(field="minutes")
    if right.served_on is not None and right.served_on > timezone.localdate(at):
        raise ImpossibleRecord(field="served_on")
    place, content = right.place.strip()[:120], right.content.strip()[:300]
    said = {
        "minutes": right.minutes if right.minutes != record.minutes else None,
        "served_on": right.served_on if right.served_on != record.served_on else None,
        "place": place if place != record.place else "",
        "content": content if content != record.content else "",
    }
    if not any(value or value == 0 for value in said.values()):
        raise NothingDifferent(field="minutes")
    return said
