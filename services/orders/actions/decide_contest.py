"""An official decides about an objection to what was booked: it stays, or it is to be taken back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound, Refusal
from services.orders.actions.confirm_order import OwnWork
from services.orders.actions.dispute_order import ReasonMissing
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.actions.verify_correction import Right, verify_correction
from services.orders.enums import OPEN_CORRECTIONS, CorrectionStatus, CorrectionSubject
from services.orders.lifecycle import advance_contest
from services.orders.models import Contest, CorrectionTicket, Order, ServiceRecord
from services.orders.queries.rows import has_part_in
from timebank.subsidies.enums import UseStatus
from timebank.subsidies.queries.funding import uses_of


class NothingToReturn(Refusal):
    code = "nothing_to_return"
    sentence = _(
        "Neither minutes nor a programme's money stand booked for this service. There is nothing to take back."
    )


class CorrectionOpen(Refusal):
    code = "correction_open"
    sentence = _("A correction of this record waits to be decided. Decide that one first.")


def lock_contest(by: Any, order_id: UUID) -> tuple[Order, Contest]:
    """Lock an order and its objection; demand that ``by`` may decide there. Inside a transaction only."""
    order = lock_order(order_id)
    contest = Contest.objects.select_for_update(of=("self",)).filter(order=order).first()
    demand(by, Permission.VOLUNTEER_VERIFY, region_code=order.village_code)
    if contest is None:
        raise NotFound
    if has_part_in(by, order):
        raise OwnWork
    return order, contest


def decide_contest(*, by: Any, at: datetime, order_id: UUID, take_back: bool, reason: str) -> Contest:
    """Decide with a reason. ``take_back`` asks the ledger to reverse each posting; a second official must agree.

    Each service record is corrected to no minutes, by the same way as any correction (Art 13).
    Raises NotAllowed, NotFound, OwnWork, ReasonMissing, StateChanged, CorrectionOpen, NothingToReturn.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    words = reason.strip()[:300]
    with transaction.atomic():
        order, contest = lock_contest(by, order_id)
        said = {"answer": words, "decided_by": by, "decided_at": at}
        if not take_back:
            advance_contest(contest, "keep", **said, closed_at=at)
            emit_order(order, "contest_kept", at=at, by=by, words=words)
            return contest
        advance_contest(contest, "return", **said)
        tickets = [_ticket(record, order, contest) for record in _records(order)]
        waits = [
            verify_correction(by=by, at=at, ticket_id=one.id, right=Right(minutes=0), answer=words) for one in tickets
        ]
        paid = any(use.status == UseStatus.SETTLED for use in uses_of([order.id])[order.id])
        if not paid and not any(ticket.status == CorrectionStatus.VERIFIED for ticket in waits):
            raise NothingToReturn
        emit_order(order, "contest_to_agree", at=at, by=by)
    return contest


def _records(order: Order) -> list[ServiceRecord]:
    """The records of the order that count."""
    records = ServiceRecord.objects.filter(assignment__order=order, superseded_by=None, minutes__gt=0)
    return list(records.select_related("assignment").order_by("person_id"))


def _ticket(record: ServiceRecord, order: Order, contest: Contest) -> CorrectionTicket:
    if CorrectionTicket.objects.filter(assignment=record.assignment, status__in=OPEN_CORRECTIONS).exists():
        raise CorrectionOpen
    return CorrectionTicket.objects.create(
        assignment=record.assignment,
        record=record,
        region_code=order.village_code,
        subject=CorrectionSubject.OTHER,
        words=contest.words[:500],
        minutes_said=0,
        reported_by=contest.raised_by,
        reported_at=contest.raised_at,
    )
