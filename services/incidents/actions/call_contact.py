"""The people around the elder are rung, one after the other."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import NotFound
from services.incidents.actions.record import add_step, checked_words, emit_incident, lock_incident
from services.incidents.enums import Answer, What
from services.incidents.models import Step
from services.incidents.queries.contacts import everybody_around


def call_contact(
    *, by: Any, at: datetime, incident_id: UUID, contact_id: UUID, answer: Answer | str, words: str = ""
) -> Step:
    """Write down that somebody of the dossier was rung, and what came of it.

    Raises NotAllowed, NotFound (also for somebody who is none of the elder's), IncidentOver, ValueError for no answer.
    """
    chosen, said = Answer(answer), checked_words(words)
    with transaction.atomic():
        incident, _stands = lock_incident(incident_id, by=by, at=at)
        elder = incident.elder
        contact = next((one for one in everybody_around(elder) if one.id == contact_id), None) if elder else None
        if contact is None:
            raise NotFound
        step = add_step(incident, What.CALLED, by=by, at=at, name=contact.name, words=said, code=chosen, key=contact.id)
        emit_incident(incident, "noted", at=at, by=by, what=What.CALLED)
    return step
