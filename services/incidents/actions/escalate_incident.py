"""Nobody took it over in time: the next level is told."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from services.incidents.actions.alarm import due_after, set_alarm, tell_upwards
from services.incidents.actions.record import add_step, emit_incident
from services.incidents.enums import Level, What
from services.incidents.ladder import above
from services.incidents.models import Incident


def escalate_incident(*, at: datetime, incident_id: UUID) -> int:
    """Let an incident climb whose time is over; returns by how many turns. Idempotent: before its time nothing happens.

    Each turn is counted from the end of the one before, not from when a job came to it: being late once makes nothing
    later. After a standstill of the house several turns may have passed at once; then every level they belonged to is
    told now, so that the county hears of it at the time the rules promise.
    """
    turns = 0
    with transaction.atomic():
        # whoever answers meanwhile waits for us, or we for them; then the clock may be gone
        incident = Incident.objects.select_for_update(of=("self",), no_key=True).filter(id=incident_id).first()
        while incident is not None and incident.due_at is not None and incident.due_at <= at:
            _one_turn(incident, at)
            turns += 1
        if turns and incident is not None:
            set_alarm(incident)
    return turns


def _one_turn(incident: Incident, at: datetime) -> None:
    assert incident.due_at is not None
    due, before = incident.due_at, Level(incident.level)
    upper = above(before)
    what = What.ESCALATED if upper is not None else What.REPEATED
    add_step(incident, what, by=None, at=at, level=upper or before)
    incident.level, told = tell_upwards(incident, upper or before, at=at)
    incident.due_at = due_after(incident, Level(incident.level), due)
    if upper is None and incident.due_at <= at:
        # the county hears one alarm after a long standstill, not one for each it missed
        incident.due_at = due_after(incident, Level(incident.level), at)
    incident.alarms += 1
    incident.paused_until, incident.pause_reason = None, ""
    incident.save(update_fields=["level", "due_at", "alarms", "paused_until", "pause_reason"])
    emit_incident(
        incident,
        "escalated" if upper is not None else "repeated",
        at=at,
        by=None,
        told=told,
        level=incident.level,
        due=due.isoformat(),
    )
