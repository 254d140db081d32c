"""``datapackage.json``: what the tables of an export are, for people and for programs (Data Package, version 2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeField
from django.db import models

from accounts.regions.models import Region
from accounts.sealed_fields import SealedJSONField, SealedTextField
from services.windup.exporting.meanings import choices_of, column_meaning, table_meaning, unit_of
from services.windup.exporting.names import FORMAT, OUTSIDE, OUTSIDE_COLUMNS, table_path
from services.windup.exporting.scope import columns_of, model_of
from services.windup.exporting.tables import LEFT_OUT, LEFT_OUT_COLUMNS, TABLES
from timebank.ledger.canon import moment
from timebank.ledger.canonical_json import CanonicalJSONField

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
# What Data Package calls the kinds of columns; the first that fits.
TYPES: tuple[tuple[Any, str], ...] = (
    (CanonicalJSONField, "any"),
    (SealedJSONField, "any"),
    (models.JSONField, "any"),
    (ArrayField, "array"),
    (RangeField, "string"),
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
    (models.TimeField, "time"),
    (models.DecimalField, "number"),
    (models.FloatField, "number"),
    (models.IntegerField, "integer"),
)


def package(
    county: Region, *, at: datetime, encrypted: bool, counts: Mapping[str, int], outside: Mapping[str, set[str]]
) -> dict[str, Any]:
    """The descriptor. ``counts``: rows of each table; ``outside``: table → columns with references that lead out of
    the county, which are listed in ``outside.csv`` and so are no foreign keys that a program may insist on."""
    return {
        "$schema": PROFILE,
        "name": f"timebank-{county.code}",
        "title": f"{county.name}时间储蓄银行：全部数据",
        "description": "Everything that a county's time bank holds. README.zh.md and README.en.md say how to read it.",
        "version": FORMAT.rpartition("/")[2],
        "created": moment(at),
        "timebank": {
            "format": FORMAT,
            "region": county.code,
            "sealed_columns_filled": encrypted,
            "text_guard": "A text cell that begins with an apostrophe: take one apostrophe away.",
            "left_out": LEFT_OUT,
            "left_out_columns": LEFT_OUT_COLUMNS,
        },
        "resources": [*(_resource(label, counts, outside) for label in TABLES), _outside(counts)],
    }


def _resource(label: str, counts: Mapping[str, int], outside: Mapping[str, set[str]]) -> dict[str, Any]:
    model = model_of(label)
    table = model._meta.db_table
    columns = columns_of(model)
    pointing = [column for column in columns if isinstance(column, models.ForeignKey) and _target(column)]
    leading_out = outside.get(table, set())
    return {
        "name": table,
        "path": table_path(table),
        "title": TABLES[label].zh,
        "description": table_meaning(model),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "timebank": {"rows": counts.get(table, 0)},
        "schema": {
            "fields": [_field(column) for column in columns],
            "missingValues": [""],
            "primaryKey": [_name(model._meta.pk)],
            "foreignKeys": [_foreign(one) for one in pointing if _name(one) not in leading_out],
        },
    }


def _field(column: Any) -> dict[str, Any]:
    name = _name(column)
    meaning_zh, meaning_en = column_meaning(column.name)
    found: dict[str, Any] = {
        "name": name,
        "type": type_of(column),
        "title": meaning_zh,
        "description": meaning_en,
    }
    if unit_of(column.name):
        found["unit"] = unit_of(column.name)
    constraints: dict[str, Any] = {}
    if not column.null and not isinstance(column, models.CharField | models.TextField | models.JSONField):
        constraints["required"] = True
    if column.unique and not column.null:
        constraints["unique"] = True
    if isinstance(column, models.PositiveIntegerField | models.PositiveSmallIntegerField):
        constraints["minimum"] = 0
    if column.choices and not isinstance(column, ArrayField):
        found["categories"] = choices_of(column)
    if constraints:
        found["constraints"] = constraints
    if isinstance(column, RangeField):
        found["timebank"] = {"range": "[first,first no longer)"}
    if isinstance(column, SealedTextField):
        found["timebank"] = {"sealed": True}
    if isinstance(column, models.ForeignKey) and _target(column):
        found["timebank"] = {"references": _target(column)}
    return found


def type_of(column: Any) -> str:
    """The Data Package name of a column's kind; keys are strings, whole numbers where they are numbers."""
    if isinstance(column, models.ForeignKey):
        return type_of(column.target_field)
    return next((name for kind, name in TYPES if isinstance(column, kind)), "string")


def _target(column: Any) -> str:
    """The exported table that a foreign key points to; empty for one that stays behind."""
    related = column.related_model
    return str(related._meta.db_table) if related._meta.label in TABLES else ""


def _foreign(column: Any) -> dict[str, Any]:
    related = column.related_model
    return {
        "fields": [_name(column)],
        "reference": {"resource": related._meta.db_table, "fields": [_name(related._meta.pk)]},
    }


def _name(column: Any) -> str:
    return str(column.attname)


def _outside(counts: Mapping[str, int]) -> dict[str, Any]:
    return {
        "name": "outside",
        "path": OUTSIDE,
        "title": "指到县外的编号",
        "description": "Keys that rows here point to and that belong to another territory or to nobody: the key alone.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "timebank": {"rows": counts.get("outside", 0)},
        "schema": {"fields": [{"name": name, "type": "string"} for name in OUTSIDE_COLUMNS]},
    }
