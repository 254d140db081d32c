"""Telling a level, and setting the clock by which it goes up from there."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from services.incidents.actions.record import add_step
from services.incidents.clock import clock_of
from services.incidents.enums import Level, What
from services.incidents.ladder import between, place
from services.incidents.models import Incident
from services.incidents.queries.duty import on_duty

CLIMB_TASK = "services.incidents.climb"
FIRST = 10  # before any other job that waits


def tell_level(incident: Incident, level: Level, *, at: datetime) -> list[UUID]:
    """Write down whom of a level we tell, or that nobody is there. Returns their logins."""
    people = on_duty(level, place(incident.region_id, level), at=at)
    for one in people:
        add_step(
            incident,
            What.TOLD,
            by=None,
            at=at,
            level=level,
            about_id=one.user_id,
            standing_for_id=one.standing_for,
        )
    if not people:
        add_step(incident, What.NOBODY, by=None, at=at, level=level)
    return [one.user_id for one in people]


def tell_upwards(incident: Incident, level: Level, *, at: datetime) -> tuple[Level, list[UUID]]:
    """Tell the level, or the next above where somebody is there. Returns whose turn it is, and who was told."""
    for rung in between(level, Level.COUNTY):
        told = tell_level(incident, rung, at=at)
        if told:
            return rung, told
    return Level.COUNTY, []


def tell_also(incident: Incident, levels: Iterable[Level], *, at: datetime) -> list[UUID]:
    """Tell levels whose turn it is not: who is nearest may be the quickest."""
    return [user_id for level in levels for user_id in tell_level(incident, level, at=at)]


def due_after(incident: Incident, level: Level, since: datetime) -> datetime:
    """When the turn of a level that began at ``since`` is over."""
    clock = clock_of(incident.region_id, incident.severity, on=timezone.localdate(since))
    return since + clock.turn(level)


def set_alarm(incident: Incident) -> None:
    """Queue the job that lets the incident climb at ``due_at``; in the same transaction as the clock itself."""
    if incident.due_at is not None:
        task = app.configure_task(name=CLIMB_TASK, schedule_at=incident.due_at, priority=FIRST)
        task.defer(incident=str(incident.id))
