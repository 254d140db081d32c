"""What verifying, approving and refusing a correction share. For those actions; each says who may."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from accounts.refusals import Invalid, Refusal
from services.orders.actions.record_service import record_person
from services.orders.models import Assignment, CorrectionTicket, ServiceRecord
from services.orders.queries.corrections import correction_for
from services.orders.queries.earnings import earnings_of
from timebank.certificates.actions.supersede_certificates import supersede_certificates
from timebank.ledger.actions.reversing import close_request
from timebank.ledger.enums import ReversalStatus, TransferKind
from timebank.ledger.queries import account_of, entries_about


class AnswerMissing(Invalid):
    code = "answer_missing"
    sentence = _("Say in a few words what you found: the volunteer reads it.")


class OwnRecord(Refusal):
    code = "own_record"
    sentence = _("Nobody decides about their own record. Somebody else must look.")
    status = 403


@dataclass(frozen=True)
class Posting:
    """The line in the books that a record stands for; ``transfer`` is the ledger's row."""

    transfer: Any
    amount: int


def lock_correction(by: Any, ticket_id: UUID) -> CorrectionTicket:
    """Fetch a ticket the actor answers for, its volunteer locked before it; raise NotFound, OwnRecord."""
    ticket = correction_for(by, ticket_id)
    if by.person_id is not None and by.person_id == ticket.record.person_id:
        raise OwnRecord
    # As a certificate is issued: the person first, so that it counts the record before or after, never between.
    Person.objects.select_for_update(no_key=True).get(id=ticket.record.person_id)
    CorrectionTicket.objects.select_for_update(no_key=True).get(id=ticket.id)
    return correction_for(by, ticket_id)


def posting_of(ticket: CorrectionTicket) -> Posting | None:
    """The posting of the seat that stands, None when it earned nothing."""
    for entry in reversed(entries_about([ticket.assignment_id], ticket.record.person_id)):
        transfer = entry.transfer
        if transfer.kind == TransferKind.EARN and entry.amount > 0 and not hasattr(transfer, "reversal"):
            return Posting(transfer, entry.amount)
    return None


def earned_by(ticket: CorrectionTicket, minutes: int, posted: int) -> int:
    """What the seat would have earned with ``minutes`` of work, by the rules of its day.

    What is ``posted`` for it goes back first, so the day and the elder's passbook have that much more room.
    """
    seat: Assignment = copy(ticket.assignment)
    seat.minutes_worked = minutes
    earned = earnings_of(seat, seat.order)
    elder = account_of(seat.order.elder.person_id)
    affordable = posted + (elder.available if elder is not None else 0)
    return max(0, min(earned.minutes, earned.room + posted, affordable))


def close_reversal(ticket: CorrectionTicket, *, by: Any, at: datetime, approve: bool, words: str) -> None:
    """Decide the ledger's request that goes with the ticket; what the books' keepers decided already stays so."""
    if ticket.reversal_id is None:
        return
    for entry in entries_about([ticket.assignment_id], ticket.record.person_id):
        request = entry.transfer.reversal_requests.filter(id=ticket.reversal_id).first()
        if request is not None and (approve or request.status == ReversalStatus.OPEN):
            close_request(request=request, by=by, at=at, approve=approve, words=words)


def append_version(ticket: CorrectionTicket, *, at: datetime, by: Any) -> ServiceRecord:
    """Write the next version of the record as the ticket says it should read; certificates that counted it end."""
    old = ServiceRecord.objects.select_related("person__home").get(assignment=ticket.assignment_id, superseded_by=None)
    new = ServiceRecord.objects.create(
        assignment_id=old.assignment_id,
        person=old.person,
        version=old.version + 1,
        supersedes=old,
        reason=ticket.answer,
        activity=old.activity,
        served_on=ticket.served_on or old.served_on,
        place=ticket.place or old.place,
        content=ticket.content or old.content,
        content_en="" if ticket.content else old.content_en,
        minutes=old.minutes if ticket.minutes is None else ticket.minutes,
        organiser=old.organiser,
        person_in_charge=old.person_in_charge,
        rating=old.rating,
        rated_on=old.rated_on,
        due_on=old.due_on,
        due_is_provisional=old.due_is_provisional,
        recorded_at=at,
        recorded_by=by,
    )
    record_person(record=new, person=old.person, at=at)
    if ticket.minutes is not None:
        Assignment.objects.filter(id=old.assignment_id).update(minutes_worked=ticket.minutes)
    supersede_certificates(by=by, at=at, person_id=old.person_id, days={old.served_on, new.served_on})
    return new
