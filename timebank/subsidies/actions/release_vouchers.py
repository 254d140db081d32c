"""Give back money of programmes that was set aside for an order."""

from datetime import datetime
from uuid import UUID

from timebank.ledger.actions.release_hold import release_hold
from timebank.subsidies.enums import UseStatus
from timebank.subsidies.models import VoucherUse


def release_vouchers(*, order_id: UUID, at: datetime, because: str = "") -> int:
    """Release what is still set aside for the order; return how many lines. The order is locked by whoever calls."""
    uses = list(VoucherUse.objects.filter(order_id=order_id, status=UseStatus.HELD).order_by("id"))
    for use in uses:
        release_hold(reference_id=use.id, at=at)
    VoucherUse.objects.filter(id__in=[use.id for use in uses], status=UseStatus.HELD).update(
        status=UseStatus.RELEASED, resolved_at=at, refusal=because
    )
    return len(uses)
