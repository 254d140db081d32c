"""Accept what a visit found into the dossier, with its source and day, or leave the dossier as it is."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source
from accounts.refusals import NotFound
from services.visits.enums import FindingState, Mode
from services.visits.models import Finding


def decide_finding(*, by: Any, at: datetime, finding_id: UUID, accept: bool) -> Finding:
    """Decide on a proposal; one that is decided stays so. Raises NotAllowed, NotFound, and what record_facts raises."""
    demand(by, Permission.ELDER_REGISTER)
    with transaction.atomic():
        found = Finding.objects.filter(id=finding_id).select_related("elder__person", "visit").first()
        if found is None:
            raise NotFound
        demand(by, Permission.ELDER_REGISTER, region_code=found.elder.person.home_id)
        locked = Finding.objects.select_for_update(of=("self",)).filter(id=finding_id, state=FindingState.OPEN).first()
        if locked is None:
            return found
        if accept:
            record_facts(
                by=by,
                at=at,
                elder=found.elder,
                values={found.field: found.value},
                source=Source.PHONE if found.visit.mode == Mode.PHONE else Source.VISIT,
                as_of=timezone.localdate(found.visit.happened_at),
            )
        locked.state = FindingState.ACCEPTED if accept else FindingState.LEFT
        locked.decided_at, locked.decided_by = at, by
        locked.save(update_fields=["state", "decided_at", "decided_by"])
    return locked
