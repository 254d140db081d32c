"""Take an application back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.organisations.actions.keeping import lock_organisation, tell
from accounts.organisations.lifecycle import advance_organisation
from accounts.organisations.models import Organisation
from accounts.refusals import NotFound


def withdraw_application(*, by: Any, at: datetime, organisation_id: UUID) -> Organisation:
    """Take back what one applied for while nobody has decided. Raises NotFound, OrganisationChanged."""
    with transaction.atomic():
        organisation = lock_organisation(organisation_id)
        if organisation.applied_by_id != by.id:
            raise NotFound
        advance_organisation(organisation, "withdraw")
        tell(organisation, "application_withdrawn", at=at, by=by)
    return organisation
