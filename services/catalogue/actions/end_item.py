"""Take a service off the list after a day."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound
from accounts.regions.models import Region
from services.catalogue.actions.versions import StartsInThePast, close
from services.catalogue.models import ItemVersion


def end_item(*, by: Any, at: datetime, item_id: UUID, region: Region, last_on: date, reason: str) -> None:
    """Offer it until ``last_on``, included; versions that were to follow never hold.

    What is ordered already is still done and paid as it was agreed. Raises NotAllowed, NotFound (also when it is not
    offered on that day), StartsInThePast.
    """
    demand(by, Permission.CATALOGUE_EDIT, region_code=region.code)
    if last_on < timezone.localdate(at):
        raise StartsInThePast(field="last_on")
    after = last_on + timedelta(days=1)
    with transaction.atomic():
        versions = ItemVersion.objects.select_for_update(of=("self",)).filter(item=item_id, region=region)
        held = versions.filter(valid__contains=last_on).first()
        if held is None or held.valid.upper == after:
            raise NotFound
        for later in versions.filter(valid__startswith__gte=after):
            assert later.valid.lower is not None
            close(later, later.valid.lower)
        close(held, after)
        emit(
            "services.item.ended",
            at=at,
            by=by,
            subject_kind="item",
            subject_id=item_id,
            region_code=region.code,
            public={"item": str(item_id), "last_on": last_on.isoformat()},
            detail={"reason": reason},
            deliver=False,
        )
