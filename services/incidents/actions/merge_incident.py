"""Two reports of the same thing become one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid
from services.incidents.actions.record import add_step, emit_incident, lock_incident
from services.incidents.enums import Level, What
from services.incidents.ladder import place
from services.incidents.lifecycle import advance_incident
from services.incidents.models import Incident


class NotTheSame(Invalid):
    code = "not_the_same"
    sentence = _("These two reports cannot be one: another county, or another elder.")
    status = 422


def merge_incident(*, by: Any, at: datetime, incident_id: UUID, into: UUID) -> Incident:
    """Put a report together with an open one of the same thing; its reporter hears what becomes of that.

    Raises NotAllowed, NotFound, IncidentOver, NotTheSame, StateChanged. Returns the one that goes on.
    """
    with transaction.atomic():
        first, second = sorted((incident_id, into))  # one order of locks, whoever merges what
        found = {one: lock_incident(one, by=by, at=at)[0] for one in (first, second)}
        incident, target = found[incident_id], found[into]
        if incident is target:
            raise NotTheSame(field="into")
        same_county = place(incident.region_id, Level.COUNTY) == place(target.region_id, Level.COUNTY)
        elders = {incident.elder_id, target.elder_id} - {None}
        if not same_county or len(elders) > 1:
            raise NotTheSame(field="into")
        advance_incident(incident, "put_together", due_at=None, merged_into=target, closed_at=at)
        add_step(incident, What.DUPLICATE, by=by, at=at, key=target.id)
        add_step(target, What.DUPLICATE, by=by, at=at, key=incident.id)
        emit_incident(incident, "merged", at=at, by=by, into=str(target.id))
    return target
