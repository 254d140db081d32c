"""Civil affairs does not let an organisation in."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.organisations.actions.keeping import lock_judged, said, tell
from accounts.organisations.actions.verify_organisation import OwnApplication
from accounts.organisations.lifecycle import advance_organisation
from accounts.organisations.models import Organisation


def refuse_organisation(*, by: Any, at: datetime, organisation_id: UUID, reason: str) -> Organisation:
    """Refuse one that waits, with a reason the applicant reads; they may apply anew. Raises NotAllowed, NotFound,
    OwnApplication, ReasonMissing, OrganisationChanged.
    """
    with transaction.atomic():
        organisation = lock_judged(by, organisation_id)
        if by is not None and organisation.applied_by_id == by.id:
            raise OwnApplication
        words = said(reason)
        advance_organisation(organisation, "refuse", decided_at=at, decided_by=by, answer=words)
        tell(organisation, "refused", at=at, by=by, words=words)
    return organisation
