"""Booked work is taken back: what gifts and the pool had paid goes back to them, not to the elder's book."""

from datetime import datetime
from typing import Any
from uuid import UUID

from timebank.ledger.actions.reversing import reverse_posting
from timebank.purses.enums import UseStatus
from timebank.purses.models import MinuteUse


def return_drawn(*, order_id: UUID, asked_by: Any, asked_at: datetime, by: Any, at: datetime, reason: str) -> int:
    """Reverse every draw of the order; return the minutes. Two people: who asked, and who agrees now.

    Call it after the work itself was reversed, so that the book has the minutes. Inside a transaction that has
    locked the order. Raises SamePerson, NotEnough, AlreadyReversed.
    """
    uses = list(MinuteUse.objects.filter(order_id=order_id, status=UseStatus.DRAWN).order_by("-id"))
    for use in uses:
        reverse_posting(
            key=f"draw:{use.id}", asked_by=asked_by, asked_at=asked_at, by=by, at=at, reason=reason, belongs_to="order"
        )
        use.status, use.resolved_at = UseStatus.RETURNED, at
        use.save(update_fields=["status", "resolved_at"])
    return sum(use.drawn_minutes for use in uses)
