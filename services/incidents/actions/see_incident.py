"""Who opened it, and when: the other half of who knew."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from services.incidents.actions.record import add_step, emit_incident
from services.incidents.enums import What
from services.incidents.models import Incident, Step


def see_incident(*, by: Any, at: datetime, incident: Incident) -> bool:
    """Write down once that somebody who was told has read it; True when it was the first time."""
    if incident.is_over or Step.objects.filter(incident=incident, what=What.SEEN, by=by).exists():
        return False
    if not Step.objects.filter(incident=incident, what=What.TOLD, about=by).exists():
        return False
    try:
        with transaction.atomic():
            add_step(incident, What.SEEN, by=by, at=at)
            emit_incident(incident, "seen", at=at, by=by)
    except IntegrityError:  # in two windows at once
        return False
    return True
