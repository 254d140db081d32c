"""The elder's side says: it was done. Then, and only then, minutes move."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Power
from accounts.elders.queries import elder_for
from accounts.policies.queries import applied
from accounts.policies.rules import EARN_DAILY_CAP, EARN_OVERRUN, EARN_ROUNDING
from accounts.refusals import Invalid, Refusal
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.actions.record_service import record_service
from services.orders.enums import AssignmentStatus
from services.orders.lifecycle import advance_assignment, advance_order
from services.orders.matching import credited_minutes
from services.orders.models import Assignment, Order
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.release_hold import release_hold
from timebank.ledger.actions.settle_hold import Payee, settle_hold
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.queries import earned_between


class OwnWork(Refusal):
    code = "own_work"
    sentence = _("Nobody confirms their own work. Somebody else of the elder's side must say it was done.")
    status = 403


class BadRating(Invalid):
    code = "bad_rating"
    sentence = _("Give between 1 and 5.")


def confirm_order(*, by: Any, at: datetime, order_id: UUID, rating: int, comment: str = "") -> Order:
    """Confirm a served order: post each volunteer's minutes from the elder's hold, release the rest.

    ``rating`` is 1 to 5. Raises NotFound without the power CONFIRM (or the territory), OwnWork, BadRating,
    StateChanged (also for a second confirmation: nothing is posted twice).
    """
    if not 1 <= rating <= 5:
        raise BadRating(field="rating")
    with transaction.atomic():
        order = _order_to_confirm(by, order_id, at)
        advance_order(order, "confirm", closed_at=at, confirmed_by=by, rating=rating, comment=comment.strip()[:300])
        credit_order(order, by=by, at=at)
        emit_order(order, "confirmed", at=at, by=by, rating=rating)
    return order


def _order_to_confirm(by: Any, order_id: UUID, at: datetime) -> Order:
    order = lock_order(order_id)
    served_it = order.assignments.filter(person_id=by.person_id, person__isnull=False)
    if served_it.filter(checked_in_at__isnull=False).exists():
        raise OwnWork
    elder_for(by, order.elder_id, power=Power.CONFIRM, on=timezone.localdate(at))
    return order


def credit_order(order: Order, *, by: Any, at: datetime) -> None:
    """Post what every finished seat of a locked, confirmed order has earned, and record the services."""
    finished = list(
        order.assignments.filter(status=AssignmentStatus.CHECKED_OUT)
        .select_related("person", "organisation")
        .order_by("seat")
    )
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
    day = timezone.localdate(assignment.checked_in_at)
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
    planned = max(int((order.ends_at - order.starts_at).total_seconds()) // 60, total // 100)
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
