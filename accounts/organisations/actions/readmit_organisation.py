"""A suspended organisation may work again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.organisations.actions.keeping import lock_judged, tell
from accounts.organisations.lifecycle import advance_organisation
from accounts.organisations.models import Organisation


def readmit_organisation(*, by: Any, at: datetime, organisation_id: UUID) -> Organisation:
    """End a suspension. Raises NotAllowed, NotFound, OrganisationChanged."""
    with transaction.atomic():
        organisation = lock_judged(by, organisation_id)
        advance_organisation(organisation, "readmit", decided_at=at, decided_by=by, answer="")
        tell(organisation, "readmitted", at=at, by=by)
    return organisation
