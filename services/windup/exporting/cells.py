"""Values of the house as cells of a CSV, and back. Pure but for the kinds of columns it knows.

Nothing is lost: a text that a spreadsheet would take for a formula, or that begins with an apostrophe, gets one
apostrophe before it, and whoever reads a text takes one leading apostrophe away. An empty cell is no value.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeField
from django.db import models

from accounts.formulas import FORMULA_STARTS
from accounts.sealed_fields import SealedJSONField, SealedTextField
from timebank.ledger.canon import moment
from timebank.ledger.canonical_json import CanonicalJSONField, canonical

GUARD = "'"
GUARDED = (*FORMULA_STARTS, GUARD)
Cell = Callable[[Any], str]


def cell_of(field: Any, *, sealed_too: bool) -> Cell:
    """How the values of a column are written. ``sealed_too`` False: what is sealed in the database stays empty."""
    if isinstance(field, SealedTextField) and not sealed_too:
        return _nothing
    if isinstance(field, models.ForeignKey):
        return _key
    if isinstance(field, CanonicalJSONField):
        return canonical_cell
    if isinstance(field, models.JSONField | ArrayField | SealedJSONField):
        return _json
    if isinstance(field, RangeField):
        return _range
    if isinstance(field, models.CharField | models.TextField):
        return guarded
    return _plain


def guarded(value: Any) -> str:
    """A text as it may stand in a sheet."""
    text = "" if value is None else str(value)
    return f"{GUARD}{text}" if text.startswith(GUARDED) else text


def unguarded(cell: str) -> str:
    """The text behind ``guarded``."""
    return cell.removeprefix(GUARD)


def canonical_cell(value: Any) -> str:
    """Memo and rule of a posting exactly as they are hashed; they begin with a bracket."""
    return "" if value is None else canonical(value)


def _nothing(_value: Any) -> str:
    return ""


def _key(value: Any) -> str:
    return "" if value is None else str(value)


def _json(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _range(value: Any) -> str:
    """As ISO 8601 days or moments between brackets: the first is part of it, the last is not."""
    if value is None:
        return ""
    if value.isempty:
        return "empty"
    return f"[{_plain(value.lower)},{_plain(value.upper)})"


def _plain(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return moment(value)
        case date() | time():
            return value.isoformat()
        case bytes() | memoryview():
            return bytes(value).hex()
        case float():
            return repr(value)
        case _:
            return str(value)
