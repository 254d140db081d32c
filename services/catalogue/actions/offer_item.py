"""Put a service of one's own on the list, from a day on."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, Refusal
from accounts.regions.models import Region
from services.catalogue.actions.versions import BadItemValue, StartsInThePast, fill
from services.catalogue.models import Category, Item, ItemVersion
from services.catalogue.queries import menu

NEEDED = ("name_zh", "name_en", "typical_minutes", "price_minutes", "performers", "citation")


class UnknownCategory(Invalid):
    code = "unknown_category"
    sentence = _("Choose one of the classes of the list.")


class OfferedAlready(Refusal):
    code = "offered_already"
    sentence = _("The list has a service of this name already.")


def offer_item(
    *, by: Any, at: datetime, region: Region, category: str, starts_on: date, values: Mapping[str, Any]
) -> ItemVersion:
    """Offer something new in a region from a day on, and give its first version.

    ``values`` are fields of a version (``versions.EDITABLE``); those of ``NEEDED`` must be there. The code is the
    region's own, so that two counties never mean different things by one. Raises NotAllowed, NotFound,
    StartsInThePast, UnknownCategory, BadItemValue with its field, OfferedAlready.
    """
    demand(by, Permission.CATALOGUE_EDIT, region_code=region.code)
    if starts_on < timezone.localdate(at):
        raise StartsInThePast(field="starts_on")
    kind = Category.objects.filter(code=category).first()
    if kind is None:
        raise UnknownCategory(field="category")
    missing = next((field for field in NEEDED if values.get(field) in (None, "", [])), None)
    if missing is not None:
        raise BadItemValue(field=missing, why=_("This is needed."))
    with transaction.atomic():
        Region.objects.select_for_update(no_key=True).get(code=region.code)  # one new number at a time
        if menu(region_code=region.code, on=starts_on).filter(name_zh=values["name_zh"]).exists():
            raise OfferedAlready(field="name_zh")
        new = ItemVersion(region=region, valid=DateRange(starts_on, None), icon=kind.icon)
        fill(new, values, of=values)
        new.item = Item.objects.create(code=_code(region), category=kind, position=_last(kind) + 1)
        new.save(force_insert=True)
        emit(
            "services.item.offered",
            at=at,
            by=by,
            subject_kind="item",
            subject_id=new.item_id,
            region_code=region.code,
            public={"item": str(new.item_id), "starts_on": starts_on.isoformat()},
            detail={"after": {field: getattr(new, field) for field in values}},
            deliver=False,
        )
    return new


def _code(region: Region) -> str:
    """``350425-3``: the third one of this county's own."""
    own = Item.objects.filter(code__startswith=f"{region.code}-").values_list("code", flat=True)
    return f"{region.code}-{max((int(code.rpartition('-')[2]) for code in own), default=0) + 1}"


def _last(kind: Category) -> int:
    return int(kind.items.aggregate(last=Max("position"))["last"] or 0)
