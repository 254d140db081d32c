"""JSON kept as the exact text that was hashed: composed characters, sorted keys, no spaces, no line breaks."""

import json
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    TextField = models.TextField[Any, Any]
else:
    TextField = models.TextField


CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def canonical(value: Any) -> str:
    """The one text for a value made of dicts, lists, strings, integers, booleans and None.

    Strings are brought to NFC. Floats are refused: their text differs between machines. Raises TypeError.
    """
    return json.dumps(_composed(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _composed(value: Any) -> Any:
    match value:
        case str():
            # A control character is no part of a passbook's words, and escaped it could meet a combining one.
            return unicodedata.normalize("NFC", CONTROL.sub(" ", value))
        case dict():
            return {_composed(str(key)): _composed(item) for key, item in value.items()}
        case list() | tuple():
            return [_composed(item) for item in value]
        case bool() | int() | None:
            return value
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical text")


class CanonicalJSONField(TextField):
    """A text column that Python sees as the value it stands for. The stored bytes are never re-encoded."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else canonical(value)
