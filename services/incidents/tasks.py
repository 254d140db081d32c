"""The clock: one job for each incident at its time, and a net that looks at all of them every minute.

The job makes it punctual, the net makes it sure: a job that died with its worker is given to nobody for ten minutes,
but an overdue incident is found within one.
"""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from services.incidents.actions.alarm import CLIMB_TASK
from services.incidents.actions.escalate_incident import escalate_incident
from services.incidents.actions.escalate_overdue import escalate_overdue
from services.incidents.actions.forget_nameless import forget_nameless
from services.incidents.actions.return_ownerless import return_ownerless

SWEEP_TASK = "services.incidents.sweep"


@app.task(name=CLIMB_TASK, pass_context=False, retry=RetryStrategy(max_attempts=5, wait=2))
def climb(incident: str) -> None:
    """The time of one level is over, unless somebody answered meanwhile."""
    escalate_incident(at=timezone.now(), incident_id=UUID(incident))


@app.periodic(cron="* * * * *")
@app.task(name=SWEEP_TASK, queueing_lock=SWEEP_TASK, priority=9, pass_context=False)
def sweep(timestamp: int) -> None:
    """Every minute: whatever is overdue climbs, and what has lost its owner gets its clock back."""
    escalate_overdue(at=timezone.now())
    return_ownerless(at=timezone.now())


@app.periodic(cron="25 19 * * *")  # 3:25 in China: cron counts in UTC
@app.task(name="services.incidents.forget", queueing_lock="services.incidents.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Every night: what was said of people nobody knew, long after it was over."""
    forget_nameless(at=timezone.now())
