"""Who of the police was told, and when."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid
from services.incidents.actions.record import add_step, checked_words, emit_incident, lock_incident
from services.incidents.enums import What
from services.incidents.models import Step

LONGEST_NAME, LONGEST_PHONE = 60, 24


class ToldNobody(Invalid):
    code = "told_nobody"
    sentence = _("Name the station or the officer you told.")
    status = 422


class ToldLater(Invalid):
    code = "told_later"
    sentence = _("That time is still to come.")
    status = 422


def tell_police(
    *,
    by: Any,
    at: datetime,
    incident_id: UUID,
    name: str,
    phone: str = "",
    told_at: datetime | None = None,
    words: str = "",
) -> Step:
    """Write down which station or officer was told, by which number, at what time.

    Raises NotAllowed, NotFound, IncidentOver, ToldNobody, ToldLater.
    """
    if not name.strip():
        raise ToldNobody(field="name")
    if told_at is not None and told_at > at:
        raise ToldLater(field="told_at")
    said = checked_words(words)
    with transaction.atomic():
        incident, _stands = lock_incident(incident_id, by=by, at=at)
        step = add_step(
            incident,
            What.POLICE_TOLD,
            by=by,
            at=at,
            happened_at=told_at,
            name=name.strip()[:LONGEST_NAME],
            phone=phone.strip()[:LONGEST_PHONE],
            words=said,
        )
        emit_incident(incident, "police_told", at=at, by=by)
    return step
