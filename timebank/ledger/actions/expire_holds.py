"""Give back what was set aside and never used."""

from datetime import datetime

from timebank.ledger.actions.release_hold import give_back
from timebank.ledger.enums import HoldStatus
from timebank.ledger.models import Hold


def expire_holds(*, at: datetime) -> int:
    """Give back every hold whose time is over; return how much that was. One transaction a hold."""
    over = Hold.objects.filter(status=HoldStatus.HELD, expires_at__lte=at).values_list("id", flat=True)
    return sum(give_back(Hold.objects.filter(id=hold_id), HoldStatus.TIMED_OUT, at) for hold_id in list(over))
