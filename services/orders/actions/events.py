"""What events of orders and corrections say, to everybody and to the journal."""

from datetime import datetime
from typing import Any

from accounts.journal.actions.emit import emit
from services.orders.models import CorrectionTicket, Order


def emit_order(order: Order, happened: str, *, at: datetime, by: Any, words: str = "", **detail: Any) -> None:
    """Emit ``services.order.<happened>``, with the reason in ``words``.

    Public are state, category and township: no name, no house.
    """
    emit(
        f"services.order.{happened}",
        at=at,
        by=by,
        subject_kind="order",
        subject_id=order.id,
        region_code=order.village_code,
        public={
            "order": str(order.id),
            "status": order.status,
            "category": order.category_id,
            "township": order.village_code[:9],
        },
        detail=detail,
        words=words,
    )


def emit_correction(ticket: CorrectionTicket, happened: str, *, at: datetime, by: Any, **detail: Any) -> None:
    """Emit ``services.correction.<happened>``. Nothing of it is public."""
    emit(
        f"services.correction.{happened}",
        at=at,
        by=by,
        subject_kind="correction",
        subject_id=ticket.id,
        region_code=ticket.region_code,
        detail={"assignment": str(ticket.assignment_id), **detail},
    )
