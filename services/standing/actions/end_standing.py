"""It does not come round any more."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from services.standing.actions.applying import call_off
from services.standing.actions.events import tell
from services.standing.actions.lock import lock_standing
from services.standing.models import StandingOrder
from services.standing.queries.effects import Effects, effects


def end_standing(*, by: Any, at: datetime, standing_id: UUID) -> tuple[StandingOrder, Effects]:
    """End it for good: unclaimed orders are called off, claimed ones stay. Raises NotFound, StandingEnded."""
    with transaction.atomic():
        standing = lock_standing(by=by, at=at, standing_id=standing_id)
        found = call_off(effects(standing, (), at=at), by=by, at=at, reason=gettext("The standing order has ended"))
        standing.ended_at, standing.ended_by = at, by
        standing.save(update_fields=["ended_at", "ended_by"])
        tell(standing, "ended", at=at, by=by, dropped=len(found.dropped), kept=len(found.kept))
    return standing, found
