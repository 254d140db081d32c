"""Pressed by mistake."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.policies.alarm_rules import INCIDENT_TAKE_BACK
from accounts.policies.queries import applied
from accounts.refusals import NotFound, Refusal
from services.incidents.actions.record import add_step, emit_incident
from services.incidents.enums import What
from services.incidents.lifecycle import advance_incident
from services.incidents.models import Incident


class TooLateToTakeBack(Refusal):
    code = "too_late_to_take_back"
    sentence = _("It can no longer be taken back. Tell whoever rings you that all is well.")


def take_back_incident(*, by: Any, at: datetime, incident_id: UUID) -> Incident:
    """Take one's own report back, shortly after and before anybody answered.

    ``by`` None is somebody without a login; the caller has checked the link that only they hold. Raises NotFound for
    somebody else's, TooLateToTakeBack, StateChanged.
    """
    with transaction.atomic():
        incident = Incident.objects.select_for_update(of=("self",), no_key=True).filter(id=incident_id).first()
        if incident is None or incident.reporter_id != getattr(by, "id", None):
            raise NotFound
        if at > takes_back_until(incident):
            raise TooLateToTakeBack
        advance_incident(incident, "take_back", due_at=None, closed_at=at)
        add_step(incident, What.TAKEN_BACK, by=by, at=at)
        emit_incident(incident, "taken_back", at=at, by=by)
    return incident


def takes_back_until(incident: Incident) -> datetime:
    """Until when the reporter may take it back."""
    on = timezone.localdate(incident.reported_at)
    rule = applied(INCIDENT_TAKE_BACK, region_code=incident.region_id, on=on)
    return incident.reported_at + timedelta(minutes=int(rule.value))
