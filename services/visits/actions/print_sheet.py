"""Print a day sheet: it is kept which elders stand on it, so that what comes back can be compared."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.elders.models import Elder
from accounts.refusals import NotAllowed
from services.visits.models import PaperSheet
from services.visits.queries.reach import visitable


def print_sheet(*, by: Any, at: datetime, elders: Sequence[Elder]) -> PaperSheet:
    """A sheet for one's own round, with these elders in this order. Raises NotAllowed."""
    if by.person_id is None:
        raise NotAllowed
    known = set(visitable(by).filter(id__in=[one.id for one in elders]).values_list("id", flat=True))
    with transaction.atomic():
        return PaperSheet.objects.create(
            person_id=by.person_id,
            printed_at=at,
            printed_by=by,
            elders=[str(one.id) for one in elders if one.id in known],
        )
