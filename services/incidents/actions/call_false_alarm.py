"""Nothing happened after all."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from services.incidents.actions.record import add_step, checked_words, emit_incident, lock_incident
from services.incidents.enums import Result, What
from services.incidents.lifecycle import advance_incident
from services.incidents.models import Incident


def call_false_alarm(*, by: Any, at: datetime, incident_id: UUID, words: str) -> Incident:
    """Township or county end it with a reason. The village says so in a closing report, which they approve.

    Raises NotAllowed, NotFound, IncidentOver, WordsMissing, StateChanged.
    """
    with transaction.atomic():
        incident, _stands = lock_incident(incident_id, by=by, at=at, permission=Permission.INCIDENT_OWN)
        said = checked_words(words, wanted=True)
        advance_incident(incident, "call_false", due_at=None, result=Result.FALSE_ALARM, closed_at=at)
        add_step(incident, What.FALSE_ALARM, by=by, at=at, words=said)
        emit_incident(incident, "false_alarm", at=at, by=by)
    return incident
