"""What the dossier learns from an incident: within a year it counts for the risk."""

import json
from datetime import date, datetime

from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source
from accounts.elders.models import Fact
from services.incidents.enums import Kind
from services.incidents.models import Incident

# Kind → word of accounts.elders.fields.HAPPENED. Hardship and weather are other fields' matter.
HAPPENED = {
    Kind.FALL: "FALL",
    Kind.CRITICAL_ILLNESS: "HOSPITAL",
    Kind.LOST_CONTACT: "LOST",
    Kind.WANDERING: "LOST",
    Kind.FIRE: "FIRE",
    Kind.UNLAWFUL_HARM: "HARM",
    Kind.FRAUD: "FRAUD",
}


def note_in_dossier(incident: Incident, *, at: datetime, on: date) -> None:
    """Add what happened to what the dossier says already. Nothing for somebody unknown, or whose dossier is closed.

    Nor of harm that the village was not told: it reads the dossier, and a visit would be planned because of it.
    """
    word = HAPPENED.get(Kind(incident.kind))
    elder = incident.elder
    if word is None or elder is None or elder.left_on is not None or incident.discreet:
        return
    before = Fact.objects.filter(elder=elder, field="happened", superseded_at=None).first()
    known = json.loads(before.value) if before is not None and before.value else []
    day = max(on, before.as_of) if before is not None else on
    values = {"happened": sorted({*known, word})}
    record_facts(by=None, at=at, elder=elder, values=values, source=Source.OFFICE, as_of=day)
