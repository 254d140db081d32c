"""An order comes to nothing: minutes of gifts and of the pool go back to where they came from."""

from datetime import datetime
from uuid import UUID

from timebank.ledger.actions.release_hold import release_hold
from timebank.purses.enums import UseStatus
from timebank.purses.models import MinuteUse


def release_sources(*, order_id: UUID, at: datetime) -> int:
    """Release what is still set aside for the order; return how many minutes. The order is locked by whoever calls."""
    uses = list(MinuteUse.objects.filter(order_id=order_id, status=UseStatus.HELD).order_by("id"))
    given = sum(release_hold(reference_id=use.id, at=at) for use in uses)
    MinuteUse.objects.filter(id__in=[use.id for use in uses], status=UseStatus.HELD).update(
        status=UseStatus.RELEASED, resolved_at=at
    )
    return given
