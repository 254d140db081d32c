"""Whoever owned a rescue has left: it is nobody's again, and the clock runs."""

from datetime import datetime

from django.db import transaction

from accounts.access.enums import Permission
from services.incidents.actions.alarm import due_after, set_alarm, tell_upwards
from services.incidents.actions.record import add_step, emit_incident
from services.incidents.enums import Level, State, What
from services.incidents.lifecycle import advance_incident
from services.incidents.models import Incident
from services.incidents.queries.duty import may_here


def return_ownerless(*, at: datetime) -> int:
    """Give back every rescue whose owner has no login or no role for it any more; returns how many.

    The level that owned it is told at once, and it climbs from there like any other. Idempotent.
    """
    owned = list(Incident.objects.filter(state=State.OWNED).select_related("owner"))
    gone = [one for one in owned if not _still_there(one, at)]
    for one in gone:
        with transaction.atomic():
            incident = Incident.objects.select_for_update(of=("self",), no_key=True).get(id=one.id)
            if incident.state != State.OWNED or incident.owner_id != one.owner_id:
                continue  # handed over meanwhile
            level = Level(incident.owner_level)
            add_step(incident, What.OWNERLESS, by=None, at=at, level=level, about_id=incident.owner_id)
            reached, told = tell_upwards(incident, level, at=at)
            advance_incident(
                incident,
                "lose_owner",
                owner=None,
                owner_level="",
                owned_at=None,
                handing_to=None,
                level=reached,
                due_at=due_after(incident, reached, at),
            )
            set_alarm(incident)
            emit_incident(incident, "escalated", at=at, by=None, told=told, level=reached)
    return len(gone)


def _still_there(incident: Incident, at: datetime) -> bool:
    owner = incident.owner
    if owner is None or not owner.is_active:
        return False
    return may_here(owner, Permission.INCIDENT_OWN, region_code=incident.region_id, at=at)
