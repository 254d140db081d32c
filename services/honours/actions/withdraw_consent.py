"""Take a consent back: the name is gone from every public page at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from services.honours.actions.keeping import tell
from services.honours.actions.record_consent import locked_for
from services.honours.enums import RUNNING
from services.honours.lifecycle import advance
from services.honours.models import Candidacy, Consent
from services.orders.lifecycle import StateChanged


def withdraw_consent(*, by: Any, at: datetime, candidacy_id: UUID, whose: str) -> Candidacy:
    """Before the decision the candidate is out of the round; afterwards the honour stands, and nobody reads the name.

    No reason is asked for. Raises NotAllowed, NotFound, StateChanged.
    """
    with transaction.atomic():
        found = locked_for(by, candidacy_id, whose)
        given = Consent.objects.filter(candidacy=found, whose=whose, withdrawn_at=None)
        taken = given.update(withdrawn_at=at, withdrawn_by=by)
        if found.state in RUNNING:
            advance(found, "withdraw", ended_at=at, ended_by=by)
        elif not taken:
            raise StateChanged(status=found.get_state_display())
        tell(found, "withdrawn", by=by, at=at)
    return found
