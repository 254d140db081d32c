"""End a pause early, or take back one that was planned."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts.refusals import NotFound
from services.standing.actions.events import tell
from services.standing.actions.lock import lock_standing
from services.standing.actions.make_occurrences import Made, make_occurrences
from services.standing.models import Pause


def lift_pause(*, by: Any, at: datetime, pause_id: UUID) -> Made:
    """From today on it counts again, and the near days are ordered. What was paused until yesterday stays written down.

    Raises NotFound, StandingEnded. A pause that is over is left as it was.
    """
    with transaction.atomic():
        standing_id = Pause.objects.filter(id=pause_id).values_list("standing", flat=True).first()
        if standing_id is None:
            raise NotFound
        standing = lock_standing(by=by, at=at, standing_id=standing_id)
        pause = Pause.objects.filter(id=pause_id).first()
        today = timezone.localdate(at)
        if pause is None or (pause.last_on is not None and pause.last_on < today):
            return Made()  # somebody else was faster
        if pause.first_on >= today:
            pause.delete()
        else:
            pause.days = DateRange(pause.first_on, today)
            pause.save(update_fields=["days"])
        tell(standing, "resumed", at=at, by=by, until=(today - timedelta(days=1)).isoformat())
        return make_occurrences(at=at, standing_ids=[standing.id])
