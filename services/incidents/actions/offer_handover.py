"""Whoever owns a rescue asks somebody else to go on with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.people.models import User
from accounts.refusals import Invalid, Refusal
from services.incidents.actions.record import add_step, checked_words, emit_incident, lock_incident
from services.incidents.enums import State, What
from services.incidents.models import Incident
from services.incidents.queries.rows import standing_of


class NotYours(Refusal):
    code = "not_yours"
    sentence = _("Only who has taken it over can hand it over.")


class CannotOwn(Invalid):
    code = "cannot_own"
    sentence = _("This person cannot take an emergency over here.")
    status = 422


def offer_handover(*, by: Any, at: datetime, incident_id: UUID, to: UUID, words: str = "") -> Incident:
    """Ask ``to`` to go on; until they say yes, the one who asks stays responsible.

    Raises NotAllowed, NotFound, IncidentOver, NotYours, CannotOwn.
    """
    said = checked_words(words)
    with transaction.atomic():
        incident, _stands = lock_incident(incident_id, by=by, at=at, permission=Permission.INCIDENT_OWN)
        if incident.state != State.OWNED or incident.owner_id != by.id:
            raise NotYours
        other = User.objects.filter(id=to, is_active=True).exclude(id=by.id).first()
        if other is None or not standing_of(other, incident, at=at).owns:
            raise CannotOwn(field="to")
        incident.handing_to = other
        incident.save(update_fields=["handing_to"])
        add_step(incident, What.OFFERED, by=by, at=at, about=other, words=said)
        emit_incident(incident, "offered", at=at, by=by, told=[other.id])
    return incident
