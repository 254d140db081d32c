"""Somebody says yes: from now on it is theirs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from services.incidents.actions.offer_handover import NotYours
from services.incidents.actions.record import add_step, emit_incident, lock_incident
from services.incidents.actions.take_over_incident import level_of_owner
from services.incidents.enums import State, What
from services.incidents.models import Incident


def accept_handover(*, by: Any, at: datetime, incident_id: UUID) -> Incident:
    """Go on with a rescue that was offered to one. Raises NotAllowed, NotFound, IncidentOver, NotYours."""
    with transaction.atomic():
        incident, _stands = lock_incident(incident_id, by=by, at=at, permission=Permission.INCIDENT_OWN)
        if incident.state != State.OWNED or incident.handing_to_id != by.id:
            raise NotYours
        before = incident.owner_id
        incident.owner, incident.owner_level, incident.handing_to = by, level_of_owner(by, incident, at=at), None
        incident.owned_at, incident.level = at, incident.owner_level
        incident.save(update_fields=["owner", "owner_level", "handing_to", "owned_at", "level"])
        add_step(incident, What.HANDED_OVER, by=by, at=at, level=incident.owner_level, about_id=before)
        emit_incident(incident, "handed_over", at=at, by=by, told=[before] if before else [])
    return incident
