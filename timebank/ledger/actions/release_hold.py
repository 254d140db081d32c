"""Give back what was set aside."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from timebank.ledger.enums import HoldStatus
from timebank.ledger.models import Account, Hold


def release_hold(*, reference_id: UUID, at: datetime) -> int:
    """Release every open hold of the reference; return how much that was. Releasing nothing is fine."""
    return give_back(Hold.objects.filter(reference_id=reference_id), HoldStatus.RELEASED, at)


def give_back(holds: Iterable[Hold], status: HoldStatus, at: datetime) -> int:
    """Resolve those of the holds that are open, as ``status``; return their sum."""
    with transaction.atomic():
        given = 0
        for hold in sorted(holds, key=lambda hold: hold.account_id):
            if hold.status != HoldStatus.HELD:
                continue
            # The account first, as every posting does. Then compare-and-set: somebody may have settled it meanwhile.
            Account.objects.select_for_update(no_key=True).get(id=hold.account_id)
            if Hold.objects.filter(id=hold.id, status=HoldStatus.HELD).update(status=status, resolved_at=at):
                Account.objects.filter(id=hold.account_id).update(held=F("held") - hold.amount)
                given += hold.amount
    return given
