"""An organisation takes nothing new for a while."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.organisations.actions.keeping import lock_judged, said, tell
from accounts.organisations.lifecycle import advance_organisation
from accounts.organisations.models import Organisation


def suspend_organisation(*, by: Any, at: datetime, organisation_id: UUID, reason: str) -> Organisation:
    """Suspend one that stands: it takes no order more, and finishes what it has taken.

    Raises NotAllowed, NotFound, ReasonMissing, OrganisationChanged.
    """
    with transaction.atomic():
        organisation = lock_judged(by, organisation_id)
        words = said(reason)
        advance_organisation(organisation, "suspend", decided_at=at, decided_by=by, answer=words)
        tell(organisation, "suspended", at=at, by=by, words=words)
    return organisation
