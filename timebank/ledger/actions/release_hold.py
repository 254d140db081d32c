"""Give back what was set aside."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from timebank.ledger.enums import HoldStatus
from timebank.ledger.models import Account, Hold


def release_hold(*, reference_id: UUID, at: datetime) -> int:
    """Release every open hold of the reference; return how much that was. Releasing nothing is fine."""
    with transaction.atomic():
        holds = list(Hold.objects.filter(reference_id=reference_id, status=HoldStatus.HELD))
        released = 0
        for hold in sorted(holds, key=lambda hold: hold.account_id):
            # Compare-and-set: somebody may have settled it since we looked.
            if Hold.objects.filter(id=hold.id, status=HoldStatus.HELD).update(
                status=HoldStatus.RELEASED, resolved_at=at
            ):
                Account.objects.filter(id=hold.account_id).update(held=F("held") - hold.amount)
                released += hold.amount
    return released
