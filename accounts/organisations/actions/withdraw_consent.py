"""A guardian takes the consent back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.keeping import tell
from accounts.organisations.models import GuardianConsent
from accounts.refusals import NotFound


def withdraw_consent(*, by: Any, at: datetime, consent_id: UUID) -> GuardianConsent:
    """From now on the pupil takes no work. Taken back before: nothing happens. Raises NotAllowed, NotFound."""
    demand(by, Permission.ORGANISATION_RUN)
    with transaction.atomic():
        rows = GuardianConsent.objects.select_for_update(of=("self",)).select_related("organisation")
        consent = rows.filter(id=consent_id).first()
        if consent is None:
            raise NotFound
        demand(by, Permission.ORGANISATION_RUN, organisation_id=consent.organisation_id)
        if consent.withdrawn_at is not None:
            return consent
        consent.withdrawn_at, consent.withdrawn_by = at, by
        consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
        tell(consent.organisation, "consent_withdrawn", at=at, by=by, person=str(consent.person_id))
    return consent
