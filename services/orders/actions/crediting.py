"""What each seat of a confirmed order has earned, and its posting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.policies.queries import Applied
from services.orders.actions.record_service import is_paid, record_service
from services.orders.enums import AssignmentStatus
from services.orders.lifecycle import advance_assignment
from services.orders.models import Assignment, Order
from services.orders.queries.earnings import earnings_of
from timebank.ledger.actions.keep_ceiling import keep_ceiling, over_ceiling, within_ceiling
from timebank.ledger.actions.lock_accounts import lock_accounts
from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.actions.release_hold import release_hold
from timebank.ledger.actions.settle_hold import Payee, settle_hold
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.queries import account_of
from timebank.purses.actions.draw_sources import draw_sources
from timebank.purses.queries import accounts_of_order
from timebank.subsidies.actions.settle_vouchers import settle_vouchers


def credit_order(order: Order, *, by: Any, at: datetime, because: Sequence[Applied] = ()) -> None:
    """Post what every finished seat of a locked, confirmed order has earned, and record the services.

    Paid staff earn no volunteer minutes (DESIGN §5): what the elder spends on them goes to their organisation, and no
    service record is written. ``because`` are rules applied besides those of earning.
    """
    finished = list(
        order.assignments.filter(status=AssignmentStatus.CHECKED_OUT)
        .select_related("person", "organisation")
        .order_by("seat")
    )
    # The daily cap reads what was earned: two confirmations at once must not both see the room.
    earners = [a.person for a in finished]
    lock_accounts(
        persons=[order.elder.person, *earners],
        overflow_of=over_ceiling(earners, on=timezone.localdate(at)),
        also=accounts_of_order(order.id),
    )
    prefetch_related_objects([order], "lines__version__item")
    payees = {assignment.id: _payee(assignment, order, because) for assignment in finished}
    earning = [(a, payee) for a in finished if (payee := payees[a.id]) is not None]
    costs = sum(payee.amount for _a, payee in earning)
    drawn = draw_sources(order_id=order.id, needed=costs, person=order.elder.person, at=at, by=by)
    own = account_of(order.elder.person_id) if drawn else None
    transfers = settle_hold(
        reference_id=order.id,
        payees=[payee for _a, payee in earning],
        at=at,
        by=by,
        otherwise=own.id if own is not None else None,
    )
    earned = {a.id: t.amount for (a, _payee_), t in zip(earning, transfers, strict=True) if t and not is_paid(a)}
    release_hold(reference_id=order.id, at=at)
    _pay_organisation(order, finished, by=by, at=at)
    for transfer in filter(None, transfers):
        keep_ceiling(transfer=transfer, at=at)
    for assignment in finished:
        advance_assignment(assignment, "confirm", minutes_credited=earned.get(assignment.id, 0))
        if not is_paid(assignment):
            record_service(assignment=assignment, order=order, at=at, by=by)


def _pay_organisation(order: Order, finished: Sequence[Assignment], *, by: Any, at: datetime) -> None:
    """What programmes set aside for the order goes to the organisation whose people did it, by its contract."""
    if not order.price_fen:
        return
    organisation = next((seat.organisation for seat in finished if seat.organisation is not None), None)
    served = next((seat.checked_out_at for seat in finished if seat.checked_out_at is not None), order.starts_at)
    settle_vouchers(
        order_id=order.id,
        organisation=organisation,
        region_code=order.village_code,
        on=timezone.localdate(served),
        at=at,
        by=by,
    )


def _payee(assignment: Assignment, order: Order, because: Sequence[Applied]) -> Payee | None:
    """Who gets what for one seat; None when the work earns nothing."""
    assert assignment.checked_out_at is not None
    earned = earnings_of(assignment, order)
    paid = is_paid(assignment)
    amount = earned.minutes if paid else earned.within_the_day  # the limit of a day is one of persons
    if amount <= 0:
        return None
    holder: dict[str, Any] = (
        {"kind": AccountKind.ORGANISATION, "organisation": assignment.organisation}
        if paid
        else {"kind": AccountKind.PERSON, "person": assignment.person}
    )
    account = open_account(unit=Unit.MINUTE, **holder)
    if account.closed_at is not None:  # the holder died or moved away meanwhile: nothing is lost, the county keeps it
        account = open_region_account(unit=Unit.MINUTE, kind=AccountKind.POOL, region_code=order.village_code)
    amount, ceiling = within_ceiling(account, amount, on=timezone.localdate(assignment.checked_out_at))
    if amount <= 0:
        return None
    return Payee(
        account=account,
        kind=TransferKind.SPEND if paid else TransferKind.EARN,
        amount=amount,
        key=f"{'spend' if paid else 'earn'}:{assignment.id}",
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
        rule=[*(rule.as_json() for rule in (*earned.rules, *because)), *ceiling],
    )
