"""Which rows of a table are a county's."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from accounts.regions.models import Region
from accounts.sealed_fields import BlindIndexField
from services.windup.exporting.tables import LEFT_OUT_COLUMNS, TABLES


def model_of(label: str) -> type[models.Model]:
    """The model behind a label of TABLES, the tables between two models included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label == label:
            return model
    raise LookupError(label)


def columns_of(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns that leave, in the order of the table: no blind index, nothing of LEFT_OUT_COLUMNS."""
    label = model._meta.label
    return [
        field
        for field in model._meta.local_concrete_fields
        if not isinstance(field, BlindIndexField) and f"{label}.{field.name}" not in LEFT_OUT_COLUMNS
    ]


def rows_of(label: str, county_code: str) -> models.QuerySet[Any]:
    """The county's rows of one table by their key. Reads with the plain manager: no row hides."""
    table, model = TABLES[label], model_of(label)
    rows = model._base_manager.order_by(*table.order)
    if table.whole:
        return rows
    if table.used is not None:
        using, key = table.used
        return rows.filter(pk__in=rows_of(using, county_code).order_by().values(key))
    return rows.filter(_inside(label, county_code))


def _inside(label: str, county_code: str) -> Q:
    found = Q()
    for way in _ways(label):
        found |= Q(**{f"{way}__startswith": county_code})
        if TABLES[label].above:
            above = [county_code[:length] for length in range(2, len(county_code))]
            found |= Q(**{f"{way}__in": above}) | Q(**{f"{way}__isnull": True})
    return found


def _ways(label: str, before: str = "") -> Iterator[str]:
    """Every way from a row to a column with a division code, as a lookup."""
    model = model_of(label)
    for name in TABLES[label].of:
        field = model._meta.get_field(name)
        if not field.is_relation:
            yield f"{before}{name}"
        elif field.related_model is Region:
            yield f"{before}{name}__code"
        else:
            assert isinstance(field.related_model, type)
            yield from _ways(field.related_model._meta.label, f"{before}{name}__")
