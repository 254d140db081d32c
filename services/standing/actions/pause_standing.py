"""Nobody comes for a while: now or later, until a day or until further notice."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from services.standing.actions.applying import call_off
from services.standing.actions.events import tell
from services.standing.actions.lock import lock_standing
from services.standing.models import Pause
from services.standing.queries.effects import Effects
from services.standing.queries.pauses import Rest, check_pause, effects_of_pause


def pause_standing(
    *, by: Any, at: datetime, standing_id: UUID, first_on: date, last_on: date | None = None
) -> tuple[Pause, Effects]:
    """Do what ``preview_pause`` shows, from one day to another, both included: unclaimed orders go, claimed ones stay.

    Raises NotFound, StandingEnded, BadPause, PausesOverlap.
    """
    rest = Rest(first_on, last_on)
    with transaction.atomic():
        standing = lock_standing(by=by, at=at, standing_id=standing_id)
        check_pause(standing, rest, at=at)
        found = effects_of_pause(standing, rest, at=at)
        pause = Pause.objects.create(standing=standing, days=rest.days, made_at=at, made_by=by)
        call_off(found, by=by, at=at, reason=gettext("The standing order has a pause"))
        tell(standing, "paused", at=at, by=by, first_on=first_on.isoformat(), dropped=len(found.dropped))
    return pause, found
