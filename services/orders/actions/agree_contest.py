"""A second official agrees, or does not, that booked minutes and a programme's money go back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.orders.actions.approve_correction import SecondPersonNeeded, approve_correction
from services.orders.actions.decide_contest import lock_contest
from services.orders.actions.events import emit_order
from services.orders.actions.refuse_correction import refuse_correction
from services.orders.enums import ContestStatus, CorrectionStatus
from services.orders.lifecycle import StateChanged, advance_contest
from services.orders.models import Contest
from services.orders.queries.disputes import tickets_of
from timebank.purses.actions.return_drawn import return_drawn
from timebank.subsidies.actions.return_vouchers import return_vouchers


def agree_contest(*, by: Any, at: datetime, order_id: UUID, agree: bool) -> Contest:
    """Agree as the second person: every posting is reversed at once; otherwise what was booked stays.

    Raises NotAllowed, NotFound, OwnWork, SecondPersonNeeded, StateChanged, and what the ledger refuses (spent since).
    """
    with transaction.atomic():
        order, contest = lock_contest(by, order_id)
        if contest.status != ContestStatus.RETURNING:
            raise StateChanged(status=contest.get_status_display())
        if contest.decided_by_id == by.id:
            raise SecondPersonNeeded
        for ticket in tickets_of(contest).filter(status=CorrectionStatus.VERIFIED).order_by("record__person_id"):
            if agree:
                approve_correction(by=by, at=at, ticket_id=ticket.id)
            else:
                refuse_correction(by=by, at=at, ticket_id=ticket.id, answer=contest.answer)
        if agree:
            both: dict[str, Any] = {"asked_by": contest.decided_by, "asked_at": contest.decided_at or at}
            both |= {"by": by, "at": at, "reason": contest.answer}
            return_drawn(order_id=order.id, **both)
            return_vouchers(order_id=order.id, **both)
            advance_contest(contest, "agree", returned_by=by, closed_at=at)
        else:
            advance_contest(contest, "refuse", closed_at=at)
        emit_order(order, "contest_returned" if agree else "contest_kept", at=at, by=by, words=contest.answer)
    return contest
