"""The net under the clock: everything whose time is over, whatever became of its own job."""

import logging
from datetime import datetime

from services.incidents.actions.escalate_incident import escalate_incident
from services.incidents.models import Incident

logger = logging.getLogger(__name__)


def escalate_overdue(*, at: datetime) -> int:
    """Let every overdue incident climb, each in a transaction of its own; returns how many did."""
    waiting = list(Incident.objects.filter(due_at__lte=at).order_by("due_at").values_list("id", flat=True))
    climbed = 0
    for incident_id in waiting:
        try:
            climbed += bool(escalate_incident(at=at, incident_id=incident_id))
        except Exception:  # one that fails must not hold up the others
            logger.exception("Incident %s did not climb", incident_id)
    return climbed
