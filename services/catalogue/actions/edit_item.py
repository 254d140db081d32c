"""Change what an item is called, costs or asks for, from a day on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotFound, Refusal
from accounts.regions.models import Region
from services.catalogue.models import ItemVersion

EDITABLE = (
    "name_zh",
    "name_en",
    "summary_zh",
    "summary_en",
    "extra_zh",
    "extra_en",
    "icon",
    "typical_minutes",
    "price_minutes",
    "price_fen",
    "performers",
    "credential",
    "same_gender",
    "seats",
    "coefficient_percent",
    "mode",
    "citation",
)


class StartsInThePast(Invalid):
    code = "starts_in_the_past"
    sentence = _("A change can start today at the earliest: what was ordered before keeps its price.")


class BadItemValue(Invalid):
    code = "bad_item_value"
    sentence = "%(why)s"


class NothingChanged(Refusal):
    code = "nothing_changed"
    sentence = _("That is how it is already.")


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
        new = _changed(old, changes)
        new.valid = DateRange(starts_on, old.valid.upper)
        _close(old, starts_on)
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


def _changed(old: ItemVersion, changes: Mapping[str, Any]) -> ItemVersion:
    """An unsaved copy of ``old`` with ``changes``, checked field by field."""
    unknown = next((field for field in changes if field not in EDITABLE), None)
    if unknown is not None:
        raise BadItemValue(field=unknown, why=_("This cannot be changed."))
    new = ItemVersion(item=old.item, region_id=old.region_id)
    for field in EDITABLE:
        setattr(new, field, changes.get(field, getattr(old, field)))
    try:
        new.clean_fields(exclude=[f.name for f in new._meta.fields if f.name not in changes])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise BadItemValue(field=field, why=messages[0]) from error
    for field in ("typical_minutes", "seats", "coefficient_percent"):
        if getattr(new, field) < 1:
            raise BadItemValue(field=field, why=_("This must be at least 1."))
    if not new.performers:
        raise BadItemValue(field="performers", why=_("Somebody must be allowed to do it."))
    if all(getattr(new, field) == getattr(old, field) for field in EDITABLE):
        raise NothingChanged
    return new


def _close(old: ItemVersion, ends_on: date) -> None:
    old.valid = DateRange(empty=True) if old.valid.lower == ends_on else DateRange(old.valid.lower, ends_on)
    old.save(update_fields=["valid"])
