"""Versions of an item: one made from another with changes, and the end of one. For the actions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, Refusal
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
    "houses",
    "how_zh",
    "how_en",
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


def changed(old: ItemVersion, changes: Mapping[str, Any]) -> ItemVersion:
    """An unsaved copy of ``old`` with ``changes``, checked field by field. Raises BadItemValue, NothingChanged."""
    new = ItemVersion(item=old.item, region_id=old.region_id)
    fill(new, {field: changes.get(field, getattr(old, field)) for field in EDITABLE} | dict(changes), of=changes)
    if all(getattr(new, field) == getattr(old, field) for field in EDITABLE):
        raise NothingChanged
    return new


def fill(new: ItemVersion, values: Mapping[str, Any], *, of: Mapping[str, Any]) -> None:
    """Set what may be set, and check what was entered (``of``). Raises BadItemValue with its field."""
    unknown = next((field for field in values if field not in EDITABLE), None)
    if unknown is not None:
        raise BadItemValue(field=unknown, why=_("This cannot be changed."))
    for field, value in values.items():
        setattr(new, field, value)
    try:
        new.clean_fields(exclude=[f.name for f in new._meta.fields if f.name not in of])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise BadItemValue(field=field, why=messages[0]) from error
    for field in ("typical_minutes", "seats", "coefficient_percent"):
        if getattr(new, field) < 1:
            raise BadItemValue(field=field, why=_("This must be at least 1."))
    if not new.performers:
        raise BadItemValue(field="performers", why=_("Somebody must be allowed to do it."))


def close(old: ItemVersion, ends_on: date) -> None:
    """End a version the day before; one that would begin that day keeps its row, with an empty period."""
    old.valid = DateRange(empty=True) if old.valid.lower == ends_on else DateRange(old.valid.lower, ends_on)
    old.save(update_fields=["valid"])
