"""The two fonts everything on paper is set in, and which characters they have."""

import struct
from functools import cache
from pathlib import Path

import typst
from pylopdf_fonts_zh_cn import sans_path, serif_path

SERIF = Path(serif_path())  # Noto Serif SC, regular only: bold is drawn with a thin stroke
SANS = Path(sans_path())


@cache
def fonts() -> typst.Fonts:
    """The wheel's fonts and no others: a sheet looks the same on every machine."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(SERIF.parent), str(SANS.parent)}),
    )


@cache
def drawable() -> frozenset[int]:
    """Code points that both fonts can draw."""
    return frozenset(_code_points(SERIF) & _code_points(SANS))


def _code_points(path: Path) -> set[int]:
    """Read an OpenType font's character map: the format-12 subtable, which covers all planes.

    Raises ValueError when the font has none. Written out here because typst draws a box for a missing
    character and says nothing, and no other part of ours can look into a font.
    """
    font = path.read_bytes()
    tables = struct.unpack_from(">H", font, 4)[0]
    for number in range(tables):
        tag, _sum, offset, _length = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        if tag == b"cmap":
            return _segments(font, offset)
    raise ValueError(f"{path.name} has no character map")


def _segments(font: bytes, cmap: int) -> set[int]:
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        table = cmap + struct.unpack_from(">HHL", font, cmap + 4 + 8 * number)[2]
        if struct.unpack_from(">H", font, table)[0] != 12:
            continue
        found: set[int] = set()
        for group in range(struct.unpack_from(">L", font, table + 12)[0]):
            first, last, glyph = struct.unpack_from(">LLL", font, table + 16 + 12 * group)
            found.update(range(first if glyph else first + 1, last + 1))
        return found
    raise ValueError("the character map does not cover all planes")
