"""Write down that a candidate, or the elder of a family, agrees to be named in public."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.enums import Consent as How
from accounts.refusals import Invalid, NotAllowed, NotFound
from services.honours.actions.keeping import locked, tell
from services.honours.enums import RUNNING, CandidacyState, Whose
from services.honours.models import Candidacy, Consent
from services.honours.queries.candidacies import is_own
from services.orders.lifecycle import StateChanged


class NobodyIsAsked(Invalid):
    code = "nobody_is_asked"
    sentence = _("For this honour nobody of that kind is asked.")
    status = 422


def record_consent(*, by: Any, at: datetime, candidacy_id: UUID, whose: str, how: str = How.IN_PERSON) -> Consent:
    """By whoever nominates in that village or by the candidate; the elder's yes is written down by others only.

    Said twice it is one consent. Raises NotAllowed, NotFound, NobodyIsAsked, StateChanged.
    """
    with transaction.atomic():
        found = locked_for(by, candidacy_id, whose)
        if whose not in found.needs or how not in How.values:
            raise NobodyIsAsked(field="whose")
        if found.state not in (*RUNNING, CandidacyState.HONOURED):
            raise StateChanged(status=found.get_state_display())
        there = Consent.objects.filter(candidacy=found, whose=whose, withdrawn_at=None).first()
        if there is not None:
            return there
        made = Consent.objects.create(candidacy=found, whose=whose, how=how, given_at=at, recorded_by=by)
        tell(found, "consented", by=by, at=at)
    return made


def locked_for(by: Any, candidacy_id: UUID, whose: str) -> Candidacy:
    """The candidacy, locked, for staff of its place or for the candidate themselves. Raises NotAllowed, NotFound."""
    if by is None or not by.is_authenticated:
        raise NotAllowed
    found = Candidacy.objects.select_related("supporter").filter(id=candidacy_id).first()
    own = found is not None and is_own(by, found) and found.state != CandidacyState.SUGGESTED
    if own and whose == Whose.CANDIDATE:
        return locked(candidacy_id)
    if not may(by, Permission.HONOUR_NOMINATE):
        raise NotAllowed
    if found is None or not may(by, Permission.HONOUR_NOMINATE, region_code=found.region_id):
        raise NotFound
    return locked(candidacy_id)
