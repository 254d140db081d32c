"""What each seat of a confirmed order has earned, and its posting."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.policies.queries import applied
from accounts.policies.rules import EARN_DAILY_CAP, EARN_OVERRUN, EARN_ROUNDING
from services.orders.actions.record_service import record_service
from services.orders.enums import AssignmentStatus
from services.orders.lifecycle import advance_assignment
from services.orders.matching import credited_minutes
from services.orders.models import Assignment, Order
from timebank.ledger.actions.lock_accounts import lock_accounts
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.release_hold import release_hold
from timebank.ledger.actions.settle_hold import Payee, settle_hold
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.queries import earned_between


def credit_order(order: Order, *, by: Any, at: datetime) -> None:
    """Post what every finished seat of a locked, confirmed order has earned, and record the services."""
    finished = list(
        order.assignments.filter(status=AssignmentStatus.CHECKED_OUT)
        .select_related("person", "organisation")
        .order_by("seat")
    )
    # The daily cap reads what was earned: two confirmations at once must not both see the room.
    lock_accounts(persons=[order.elder.person, *(a.person for a in finished)])
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
    assert assignment.person_id is not None
    assert assignment.checked_in_at is not None
    assert assignment.checked_out_at is not None
    day = timezone.localdate(assignment.checked_out_at)  # the day its posting belongs to
    rounding, overrun, cap = (
        applied(rule, region_code=order.village_code, on=day) for rule in (EARN_ROUNDING, EARN_OVERRUN, EARN_DAILY_CAP)
    )
    lines = [(line.version, line.quantity) for line in order.lines.select_related("version")]
    total = 100 * sum(version.typical_minutes * quantity for version, quantity in lines)
    earning = sum(
        version.typical_minutes * quantity * version.coefficient_percent
        for version, quantity in lines
        if version.price_minutes
    )
    typical = total // 100
    window = int((order.ends_at - order.starts_at).total_seconds()) // 60
    planned = min(max(window, typical), 2 * typical)  # a wide window does not buy a long service
    minutes = credited_minutes(
        worked=assignment.minutes_worked or 0,
        planned=planned,
        overrun_percent=overrun.value,
        earning=earning,
        total=total,
    )
    midnight = timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
    room = cap.value - earned_between(assignment.person_id, midnight, midnight + timedelta(days=1))
    minutes = max(0, min(minutes, room))
    if minutes == 0:
        return None
    return Payee(
        account=open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=assignment.person),
        amount=minutes,
        key=f"earn:{assignment.id}",
        reference_kind="assignment",
        reference_id=assignment.id,
        happened_at=assignment.checked_out_at,
        memo={
            "order": str(order.id),
            "items": [{"zh": version.name_zh, "en": version.name_en, "quantity": q} for version, q in lines],
            "worked": assignment.minutes_worked,
        },
        rule=[rounding.as_json(), overrun.as_json(), cap.as_json()],
    )
