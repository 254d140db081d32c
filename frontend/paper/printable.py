"""Text for paper: a character that the fonts cannot draw becomes 〓, as printers mark a missing type."""

from typing import Any

from frontend.paper.fonts import drawable
from frontend.paper.setting import INVISIBLE

MISSING = "〓"


def printable(value: Any) -> Any:
    """The same data with every character that has no type replaced. Rare characters occur in names here."""
    if isinstance(value, str):
        if value.startswith("<svg"):
            return value
        types = drawable()
        return "".join(sign if ord(sign) in types or ord(sign) in INVISIBLE else MISSING for sign in value)
    if isinstance(value, dict):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value
