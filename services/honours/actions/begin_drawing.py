"""Have the list of a round drawn by a job: of a whole county it takes longer than a page."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from accounts.access.enums import Permission
from services.honours.actions.keeping import CollectingIsOver
from services.honours.enums import RoundState
from services.honours.models import HonourRound
from services.honours.queries.rounds import lock_round

TASK = "services.honours.draw"
GIVEN_UP = timedelta(minutes=20)  # a job that died is begun anew


def begin_drawing(*, by: Any, at: datetime, round_id: UUID) -> HonourRound:
    """Queue the drawing; while one runs, nothing. Raises NotAllowed, NotFound, CollectingIsOver."""
    with transaction.atomic():
        found = lock_round(round_id, by=by, permission=Permission.HONOUR_HOLD)
        if found.state != RoundState.COLLECTING:
            raise CollectingIsOver(day=found.collect_until.isoformat())
        if is_drawing(found, at=at):
            return found
        found.drawing_since = at
        found.save(update_fields=["drawing_since"])
        try:
            with transaction.atomic():
                app.configure_task(name=TASK, queueing_lock=f"{TASK}:{found.id}").defer(
                    round_id=str(found.id), by_id=str(by.id)
                )
        except AlreadyEnqueued:
            pass  # the one that waits will do
    return found


def is_drawing(found: HonourRound, *, at: datetime) -> bool:
    """Whether a list is on its way; one that has taken too long is not believed in any more."""
    return found.drawing_since is not None and at - found.drawing_since < GIVEN_UP
