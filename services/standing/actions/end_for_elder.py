"""An elder leaves: nothing comes round for them any more."""

from datetime import datetime
from typing import Any

from accounts.elders.models import Elder
from services.standing.actions.events import tell
from services.standing.models import StandingOrder


def end_for_elder(*, by: Any, at: datetime, elder: Elder) -> int:
    """End everything that comes round for the elder; return how many. Orders are the caller's to call off.

    Inside a transaction that has locked the elder's person, for an actor whose right to it has been asked.
    """
    rows = StandingOrder.objects.select_for_update(no_key=True, of=("self",)).filter(elder=elder, ended_at=None)
    ended = list(rows.select_related("elder__person").order_by("id"))
    for standing in ended:
        standing.ended_at, standing.ended_by = at, by
        standing.save(update_fields=["ended_at", "ended_by"])
        tell(standing, "ended", at=at, by=by)
    return len(ended)
