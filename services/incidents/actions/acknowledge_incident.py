"""The first answer: somebody goes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.incidents.actions.alarm import due_after, set_alarm, tell_upwards
from services.incidents.actions.record import add_step, checked_words, emit_incident, lock_incident
from services.incidents.enums import Level, What
from services.incidents.lifecycle import advance_incident
from services.incidents.models import Incident


def acknowledge_incident(
    *,
    by: Any,
    at: datetime,
    incident_id: UUID,
    words: str = "",
    happened_at: datetime | None = None,
    device_at: datetime | None = None,
) -> Incident:
    """Say that one is on it. From then on it is the township that must take the rescue over, and its clock runs.

    Raises NotAllowed, NotFound, IncidentOver, StateChanged when somebody answered before.
    """
    said = checked_words(words)
    with transaction.atomic():
        incident, _stands = lock_incident(incident_id, by=by, at=at)
        before = Level(incident.level)
        advance_incident(incident, "acknowledge", first_by=by, first_at=at)
        add_step(incident, What.ACKNOWLEDGED, by=by, at=at, happened_at=happened_at, device_at=device_at, words=said)
        told: list[UUID] = []
        if before == Level.VILLAGE:
            incident.level, told = tell_upwards(incident, Level.TOWNSHIP, at=at)
            incident.due_at = due_after(incident, Level(incident.level), at)
            incident.save(update_fields=["level", "due_at"])
            set_alarm(incident)
        emit_incident(incident, "acknowledged", at=at, by=by, told=told, level=incident.level)
    return incident
