"""What guardians have agreed to."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.models import GuardianConsent
from accounts.refusals import NotFound

Days = tuple[date, date]  # both included


def consents_of(person_ids: Collection[UUID]) -> dict[UUID, tuple[Days, ...]]:
    """Person → the days on which a guardian's consent holds; those taken back hold on none. One query."""
    found: defaultdict[UUID, list[Days]] = defaultdict(list)
    rows = GuardianConsent.objects.filter(person__in=list(person_ids), withdrawn_at=None)
    for key, given_on, valid_until in rows.values_list("person", "given_on", "valid_until"):
        found[key].append((given_on, valid_until))
    return {key: tuple(sorted(days)) for key, days in found.items()}


def consent_days(person_ids: Collection[UUID]) -> dict[UUID, tuple[Days, ...]]:
    """The same of what was: also those taken back or replaced since, up to and with that day. One query."""
    found: defaultdict[UUID, list[Days]] = defaultdict(list)
    rows = GuardianConsent.objects.filter(person__in=list(person_ids))
    for key, given_on, valid_until, withdrawn_at in rows.values_list(
        "person", "given_on", "valid_until", "withdrawn_at"
    ):
        last = min(valid_until, timezone.localdate(withdrawn_at)) if withdrawn_at else valid_until
        found[key].append((given_on, last))
    return {key: tuple(sorted(days)) for key, days in found.items()}


def consents_in(organisation_id: UUID, person_id: UUID) -> QuerySet[GuardianConsent]:
    """Those of one member, the newest first; the taken back ones too."""
    return GuardianConsent.objects.filter(organisation=organisation_id, person=person_id).order_by("-id")


def consent_for(user: Any, consent_id: UUID) -> GuardianConsent:
    """One of an organisation that one runs. Raises NotAllowed, NotFound."""
    demand(user, Permission.ORGANISATION_RUN)
    found = GuardianConsent.objects.filter(id=consent_id).first()
    if found is None:
        raise NotFound
    demand(user, Permission.ORGANISATION_RUN, organisation_id=found.organisation_id)
    return found
