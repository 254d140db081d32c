"""Change what an item is called, costs or asks for, from a day on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import NotFound
from accounts.regions.models import Region
from services.catalogue.actions.versions import StartsInThePast, changed, close
from services.catalogue.models import ItemVersion


def edit_item(
    *, by: Any, at: datetime, item_id: UUID, region: Region, starts_on: date, changes: Mapping[str, Any]
) -> ItemVersion:
    """Close the region's version that holds on ``starts_on`` and open one with ``changes`` from that day.

    The new version ends when the old one would have. A version replaced on its very first day keeps its row,
    with an empty period, for the orders that point to it. ``by`` None is the house itself. Raises NotAllowed,
    NotFound (also when the item is not offered then), StartsInThePast, BadItemValue with its
    field, NothingChanged.
    """
    if by is not None:
        demand(by, Permission.CATALOGUE_EDIT, region_code=region.code)
    if starts_on < timezone.localdate(at):
        raise StartsInThePast(field="starts_on")
    with transaction.atomic():
        old = (
            ItemVersion.objects.select_for_update(of=("self",))
            .select_related("item")
            .filter(item=item_id, region=region, valid__contains=starts_on)
            .first()
        )
        if old is None:
            raise NotFound
        new = changed(old, changes)
        new.valid = DateRange(starts_on, old.valid.upper)
        close(old, starts_on)
        new.save(force_insert=True)
        emit(
            "services.item.changed",
            at=at,
            by=by,
            subject_kind="item",
            subject_id=item_id,
            region_code=region.code,
            public={"item": str(item_id), "starts_on": starts_on.isoformat()},
            detail={
                "before": {field: getattr(old, field) for field in changes},
                "after": {field: getattr(new, field) for field in changes},
            },
            deliver=False,
        )
    return new
