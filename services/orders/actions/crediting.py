"""What each seat of a confirmed order has earned, and its posting."""

from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from services.orders.actions.record_service import record_service
from services.orders.enums import AssignmentStatus
from services.orders.lifecycle import advance_assignment
from services.orders.models import Assignment, Order
from services.orders.queries.earnings import earnings_of
from timebank.ledger.actions.lock_accounts import lock_accounts
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.release_hold import release_hold
from timebank.ledger.actions.settle_hold import Payee, settle_hold
from timebank.ledger.enums import AccountKind, Unit


def credit_order(order: Order, *, by: Any, at: datetime) -> None:
    """Post what every finished seat of a locked, confirmed order has earned, and record the services."""
    finished = list(
        order.assignments.filter(status=AssignmentStatus.CHECKED_OUT)
        .select_related("person", "organisation")
        .order_by("seat")
    )
    # The daily cap reads what was earned: two confirmations at once must not both see the room.
    lock_accounts(persons=[order.elder.person, *(a.person for a in finished)])
    prefetch_related_objects([order], "lines__version")
    payees = {assignment.id: _payee(assignment, order) for assignment in finished}
    earning = [(a, payee) for a in finished if (payee := payees[a.id]) is not None]
    transfers = settle_hold(reference_id=order.id, payees=[payee for _a, payee in earning], at=at, by=by)
    paid = {a.id: (t.amount if t else 0) for (a, _payee_), t in zip(earning, transfers, strict=True)}
    release_hold(reference_id=order.id, at=at)
    for assignment in finished:
        advance_assignment(assignment, "confirm", minutes_credited=paid.get(assignment.id, 0))
        record_service(assignment=assignment, order=order, at=at)


def _payee(assignment: Assignment, order: Order) -> Payee | None:
    """Who gets what for one seat; None when the work earns nothing."""
    assert assignment.checked_out_at is not None
    earned = earnings_of(assignment, order)
    if earned.within_the_day == 0:
        return None
    return Payee(
        account=open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=assignment.person),
        amount=earned.within_the_day,
        key=f"earn:{assignment.id}",
        reference_kind="assignment",
        reference_id=assignment.id,
        happened_at=assignment.checked_out_at,
        memo={
            "order": str(order.id),
            "items": [
                {"zh": line.version.name_zh, "en": line.version.name_en, "quantity": line.quantity}
                for line in order.lines.all()
            ],
            "worked": assignment.minutes_worked,
        },
        rule=[rule.as_json() for rule in earned.rules],
    )
