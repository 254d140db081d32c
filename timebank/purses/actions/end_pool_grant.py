"""An elder no longer uses the pool by an official's word."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound
from timebank.purses.actions.telling import tell
from timebank.purses.models import PoolGrant


def end_pool_grant(*, by: Any, at: datetime, grant_id: UUID) -> PoolGrant:
    """End it now; what is set aside for orders stays. Ended before: as it stands. Raises NotAllowed, NotFound."""
    with transaction.atomic():
        grant = PoolGrant.objects.select_for_update(of=("self",), no_key=True).filter(id=grant_id).first()
        if grant is None:
            demand(by, Permission.GRANT_MINUTES)
            raise NotFound
        demand(by, Permission.GRANT_MINUTES, region_code=grant.elder.person.home_id)
        if grant.ended_at is None:
            grant.ended_at, grant.ended_by = at, by
            grant.save(update_fields=["ended_at", "ended_by"])
            tell("ended", grant, by=by, at=at)
    return grant
