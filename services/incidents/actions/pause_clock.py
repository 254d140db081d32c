"""The clock stands still for a while, with a reason."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.policies.alarm_rules import INCIDENT_PAUSE
from accounts.policies.queries import applied
from accounts.refusals import Refusal
from services.incidents.actions.alarm import set_alarm
from services.incidents.actions.record import add_step, checked_words, emit_incident, lock_incident
from services.incidents.enums import PauseReason, State, What
from services.incidents.models import Incident


class NotPaused(Refusal):
    code = "not_paused"
    sentence = _("The clock can be stopped only while it runs and somebody is on it.")


class PausedEnough(Refusal):
    code = "paused_enough"
    sentence = _("The clock has been stopped long enough: %(left)s minutes are left.")
    status = 422


def pause_clock(
    *, by: Any, at: datetime, incident_id: UUID, minutes: int, reason: PauseReason | str, words: str = ""
) -> Incident:
    """Move the end of this turn by so many minutes, in all no more than the rules allow. Only once somebody answered.

    Raises NotAllowed, NotFound, IncidentOver, NotPaused, PausedEnough.
    """
    chosen, said = PauseReason(reason), checked_words(words)
    with transaction.atomic():
        incident, _stands = lock_incident(incident_id, by=by, at=at)
        if incident.state != State.ACKNOWLEDGED or incident.due_at is None:
            raise NotPaused
        rule = applied(INCIDENT_PAUSE, region_code=incident.region_id, on=timezone.localdate(at))
        left = int(rule.value) - incident.paused_minutes
        if not 0 < minutes <= left:
            raise PausedEnough(field="minutes", left=max(0, left))
        pause = timedelta(minutes=minutes)
        incident.due_at += pause
        incident.paused_until, incident.pause_reason = at + pause, chosen
        incident.paused_minutes += minutes
        incident.save(update_fields=["due_at", "paused_until", "pause_reason", "paused_minutes"])
        add_step(incident, What.PAUSED, by=by, at=at, words=said, code=chosen)
        set_alarm(incident)
        emit_incident(incident, "paused", at=at, by=by, minutes=minutes, reason=chosen)
    return incident
