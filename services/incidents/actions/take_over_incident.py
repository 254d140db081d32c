"""The township takes the rescue over and sees it through to the end."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from services.incidents.actions.record import add_step, checked_words, emit_incident, lock_incident
from services.incidents.enums import Level, What
from services.incidents.ladder import place
from services.incidents.lifecycle import advance_incident
from services.incidents.models import Incident
from services.incidents.queries.duty import may_here


def level_of_owner(user: Any, incident: Incident, *, at: datetime) -> Level:
    """County for who answers for the whole county, else the township."""
    county = place(incident.region_id, Level.COUNTY)
    is_county = may_here(user, Permission.INCIDENT_OWN, region_code=county, at=at)
    return Level.COUNTY if is_county else Level.TOWNSHIP


def take_over_incident(*, by: Any, at: datetime, incident_id: UUID, words: str = "") -> Incident:
    """Own the rescue until it is closed; the clock stops. Who takes over unasked is the first to answer too.

    Raises NotAllowed, NotFound, IncidentOver, StateChanged when somebody took it before.
    """
    said = checked_words(words)
    with transaction.atomic():
        incident, _stands = lock_incident(incident_id, by=by, at=at, permission=Permission.INCIDENT_OWN)
        first = {} if incident.first_at is not None else {"first_by": by, "first_at": at}
        level = level_of_owner(by, incident, at=at)
        advance_incident(
            incident,
            "take_over",
            owner=by,
            owner_level=level,
            owned_at=at,
            level=level,
            due_at=None,
            paused_until=None,
            pause_reason="",
            **first,
        )
        add_step(incident, What.TOOK_OVER, by=by, at=at, level=level, words=said)
        emit_incident(incident, "taken_over", at=at, by=by, level=level)
    return incident
