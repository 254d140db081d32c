"""Set a sheet: data in, PDF or PNG out. Anything typst complains of is a failure, not a log line."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from frontend.paper.fonts import drawable, fonts

SHEETS = Path(__file__).parent / "sheets"
# What text may hold besides characters to draw: line ends, and the marks that make a character's variant.
INVISIBLE = frozenset({0x0A, 0x0D, 0x09, 0x200B, 0xFEFF, *range(0xFE00, 0xFE10)})


class SheetFailed(Exception):
    """typst refused or warned; the message says of what."""


class MissingGlyph(SheetFailed):
    """The data holds characters that the fonts cannot draw: they would print as boxes."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        super().__init__(f"no glyph for {characters}")


def typeset(sheet: str, data: dict[str, Any], *, at: datetime | None = None) -> bytes:
    """Set ``sheets/<sheet>.typ`` with ``data`` and return the PDF.

    The data arrives as JSON and is only ever shown, never read as markup. ``at`` becomes the document's date,
    so that the same sheet gives the same bytes. Raises MissingGlyph, SheetFailed.
    """
    moment = at.astimezone(UTC).replace(microsecond=0) if at is not None else None
    return _compile(sheet, data, format="pdf", timestamp=moment)[0]


def picture(sheet: str, data: dict[str, Any], *, ppi: float = 144) -> list[bytes]:
    """Set the sheet as PNG pictures, one a page. Raises MissingGlyph, SheetFailed."""
    return _compile(sheet, data, format="png", ppi=ppi)


def _compile(sheet: str, data: dict[str, Any], **how: Any) -> list[bytes]:
    strange = sorted({sign for text in _texts(data) for sign in text if not _can_draw(sign)})
    if strange:
        raise MissingGlyph("".join(strange))
    compiler = typst.Compiler(
        input=SHEETS / f"{sheet}.typ",
        root=SHEETS,
        font_paths=fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    try:
        made, warnings = compiler.compile_with_warnings(**how)
    except typst.TypstError as error:
        raise SheetFailed(f"{sheet}: {error.message} {error.diagnostic}") from error
    if warnings:
        raise SheetFailed(f"{sheet}: " + "; ".join(warning.message for warning in warnings))
    if made is None:
        raise SheetFailed(f"{sheet}: nothing came out")
    return made if isinstance(made, list) else [made]


def _can_draw(sign: str) -> bool:
    return ord(sign) in drawable() or ord(sign) in INVISIBLE


def _texts(value: Any) -> Iterator[str]:
    """Every text in the data that may be printed; an SVG is a drawing, not text."""
    if isinstance(value, str):
        if not value.startswith("<svg"):
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
