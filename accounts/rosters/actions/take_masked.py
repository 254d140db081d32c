"""Write down that a masked list of elders is taken away, before its first byte leaves."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.journal.models import Event
from accounts.regions.models import Region


def take_masked(*, by: Any, at: datetime, region: Region, layout: str) -> Event:
    """No names, numbers or addresses are in it, so nobody else need agree. Raises NotAllowed, NotFound."""
    demand(by, Permission.REGISTRY_EXPORT)
    demand(by, Permission.REGISTRY_EXPORT, region_code=region.code)
    with transaction.atomic():
        return emit(
            "accounts.roster.masked_list_taken",
            at=at,
            by=by,
            subject_kind="user",
            subject_id=by.id,
            region_code=region.code,
            detail={"layout": layout},
            deliver=False,
        )
